package io.hydrophone.wire;

/**
 * A connection on which a server sends without being asked again: its binary log to a replica, or a copy of itself. It
 * is counted, not decoded.
 *
 * @param instance the server, {@code host:port}
 * @param client who receives it, {@code host:port}
 * @param user "" when unknown
 * @param serverId the replica's own; −1 when unknown or no replica
 * @param file of the binary log that the replica asked for, "" when unknown or found by GTIDs
 * @param position in that file, in bytes; −1 when unknown
 * @param startNanos when the stream was met, since 1970
 * @param bytes of the stream since then, of both sides
 * @param open whether it goes on
 */
public record DataStream(
        Kind kind,
        String instance,
        String client,
        String user,
        long serverId,
        String file,
        long position,
        long startNanos,
        long bytes,
        boolean open) {
    /** What is sent. */
    public enum Kind {
        /** The binary log, to a replica or a tool that reads along. */
        REPLICATION("replication"),
        /** A copy of the server's data. */
        CLONE("clone"),
        /** What the members of a group say to one another. */
        GROUP_REPLICATION("group_replication"),
        /** A table, as servers before MySQL 5.5 sent it. */
        TABLE("table");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** As in JSON and reports. */
        public String label() {
            return label;
        }
    }
}
