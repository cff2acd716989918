package io.hydrophone.wire.session;

import io.hydrophone.protocol.BinlogDump;
import io.hydrophone.protocol.Command;
import io.hydrophone.wire.DataStream;
import io.hydrophone.wire.DataStream.Kind;

/** Counts what a server sends in a stream. */
final class Stream {
    private final Kind kind;
    private final String instance;
    private final String client;
    private final String user;
    private final BinlogDump asked;
    private final long startNanos;
    private boolean open = true;
    private long bytes;

    /** @param asked what the replica asked for, or null */
    Stream(Kind kind, String instance, String client, String user, BinlogDump asked, long startNanos) {
        this.kind = kind;
        this.instance = instance;
        this.client = client;
        this.user = user;
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
        return new DataStream(kind, instance, client, user, serverId, file, position, startNanos, bytes, open);
    }
}
