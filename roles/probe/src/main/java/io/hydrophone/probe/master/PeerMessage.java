package io.hydrophone.probe.master;

import java.nio.ByteBuffer;

/** What nodes of a group say to one another: a kind (1 byte), a number (8 bytes), and what that kind brings along. */
final class PeerMessage {
    enum Kind {
        /** A master's journal has this entry; the number is its sequence there. */
        ENTRY(1),
        /** A standby has on its disk all entries up to that sequence. */
        SAFE(2),
        /** A standby cannot keep what comes. */
        FAILING(3),
        /** What a node has accepted, {@link Accepted}; the number is 1 when an answer with the same is wanted. */
        HAVE(4),
        /** An entry that the other one does not have. */
        LATE(5),
        /** Part of the sums, {@link FleetFile}; the number is that of the part, from 0. */
        SUMS(6),
        /** The sums are complete; the number is how many parts there were. */
        SUMS_END(7),
        /** What the group was asked to change, {@link io.hydrophone.probe.settings.GroupChangesJson}. */
        SETTINGS(8);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }

        private static Kind of(byte code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            return null;
        }
    }

    private final Kind kind;
    private final long number;
    private final byte[] body;

    PeerMessage(Kind kind, long number, byte[] body) {
        this.kind = kind;
        this.number = number;
        this.body = body;
    }

    PeerMessage(Kind kind, long number) {
        this(kind, number, new byte[0]);
    }

    Kind kind() {
        return kind;
    }

    long number() {
        return number;
    }

    byte[] body() {
        return body;
    }

    byte[] encode() {
        return ByteBuffer.allocate(1 + Long.BYTES + body.length)
                .put(kind.code)
                .putLong(number)
                .put(body)
                .array();
    }

    /** Null when it is none: another version's. */
    static PeerMessage decode(byte[] message) {
        Kind kind = message.length < 1 + Long.BYTES ? null : Kind.of(message[0]);
        if (kind == null) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(message, 1, message.length - 1);
        long number = in.getLong();
        byte[] body = new byte[in.remaining()];
        in.get(body);
        return new PeerMessage(kind, number, body);
    }
}
