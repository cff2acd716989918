package io.hydrophone.wire.session;

/** What takes a connection's bytes before {@link Requests} and {@link Replies} do, because packets do not lie bare in them. */
interface Layer {
    /** As {@link io.hydrophone.wire.tcp.Conversation#client}. */
    void client(byte[] data, int offset, int length, long nanos, int acknowledgement);

    /** As {@link io.hydrophone.wire.tcp.Conversation#server}. */
    void server(byte[] data, int offset, int length, long nanos, int sequence);

    void clientGap(long bytes, long nanos);

    void serverGap(long bytes, long nanos);

    /** Reads no more, and gives back what is lent. */
    void release();
}
