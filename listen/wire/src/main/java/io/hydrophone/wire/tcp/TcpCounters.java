package io.hydrophone.wire.tcp;

/** What the reassembler has met; fields are added to by it alone. */
public final class TcpCounters {
    public long segments;
    public long ignored;
    public long gaps;
    public long lostBytes;
    public long outOfOrder;
    public long retransmitted;
    public long evicted;
    /** Connections that the sample leaves out: begun while listening, or let go when the sample became coarser. */
    public long sampledOut;
    /** Connections that are not over. */
    public long open;
}
