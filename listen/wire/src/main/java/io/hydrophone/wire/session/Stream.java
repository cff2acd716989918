package io.hydrophone.wire.session;

import io.hydrophone.protocol.BinlogDump;
import io.hydrophone.protocol.Command;
import io.hydrophone.wire.DataStream;
import io.hydrophone.wire.DataStream.Kind;
import io.hydrophone.wire.tcp.Addresses;

/** Counts what a server sends in a stream. */
final class Stream implements Layer {
    private final Kind kind;
    private final Identity identity;
    private final BinlogDump asked;
    private final long startNanos;
    private boolean open = true;
    private long bytes;

    /** @param asked what the replica asked for, or null */
    Stream(Kind kind, Identity identity, BinlogDump asked, long startNanos) {
        this.kind = kind;
        this.identity = identity;
        this.asked = asked;
        this.startNanos = startNanos;
    }

    static Kind kindOf(Command command) {
        return switch (command) {
            case COM_CLONE -> Kind.CLONE;
            case COM_SUBSCRIBE_GROUP_REPLICATION_STREAM -> Kind.GROUP_REPLICATION;
            case COM_TABLE_DUMP -> Kind.TABLE;
            default -> Kind.REPLICATION;
        };
    }

    void add(int count) {
        bytes += count;
    }

    @Override
    public void client(byte[] data, int offset, int length, long nanos, int acknowledgement) {
        add(length);
    }

    @Override
    public void server(byte[] data, int offset, int length, long nanos, int sequence) {
        add(length);
    }

    @Override
    public void clientGap(long missing, long nanos) {
        // Of a stream only what was heard is counted; the loss is, as any other.
    }

    @Override
    public void serverGap(long missing, long nanos) {
        // As above.
    }

    @Override
    public void release() {
        // Nothing is lent.
    }

    void close() {
        open = false;
    }

    boolean isOpen() {
        return open;
    }

    DataStream seen() {
        long serverId = asked == null ? -1 : asked.serverId();
        long position = asked == null ? -1 : asked.position();
        String file = asked == null ? "" : asked.file();
        String client = Addresses.endpoint(identity.client(), identity.clientPort());
        return new DataStream(
                kind, identity.instance(), client, identity.user(), serverId, file, position, startNanos, bytes, open);
    }
}
