package io.hydrophone.wire.session;

import io.hydrophone.protocol.LittleEndian;

/**
 * Cuts a server's bytes into packets. Of a packet only its head is shown, at most {@value #HEAD_BYTES} bytes, in place
 * where it is whole in one segment; the rest is passed over. After a loss it seeks the byte at which the reply to the
 * next command has to begin.
 */
final class ReplyPackets {
    static final int HEAD_BYTES = 1024;
    private static final int MAX_PAYLOAD = 0xff_ffff;

    private final Session session;
    private final Replies replies;
    /** Null where nobody asks for checksums. */
    private final RowSums sums;

    /** Whether it is known where packets begin. */
    private boolean aligned;

    /** Position in the stream; its low 32 bits are the TCP sequence number. */
    private long position;

    private boolean positioned;
    /** Whether the bytes stand in frames or records, so that only where one begins the position is that of the stream. */
    private boolean framed;

    /** Where the last frame or record begins of which that is known, if {@link #framed}. */
    private long frame;
    /** How far the position was moved without bytes. */
    private long jumped;
    /** Bytes of the current packet that are passed over. */
    private int skip;
    /** Whether the packet goes on in the next one, which then has no head of its own. */
    private boolean continued;

    /** Whether the current segment has bytes behind the current packet. */
    private boolean moreFollows;

    private byte[] head = Exchange.NO_BYTES;
    private int headBytes;

    ReplyPackets(Session session, Replies replies, boolean beginning) {
        this.session = session;
        this.replies = replies;
        sums = replies.sums();
        aligned = beginning;
    }

    boolean aligned() {
        return aligned;
    }

    void unalign() {
        aligned = false;
        skip = 0;
        headBytes = 0;
        continued = false;
        replies.reset();
    }

    /** Whether the current packet begins at a TCP sequence number. */
    boolean beginsAt(int sequence) {
        return (int) position == sequence && (!framed || position == frame);
    }

    /** The bytes before the current packet, counted since the session was met. */
    long passed() {
        return position - jumped;
    }

    /** The next byte is the first in a frame or a record that begins there. */
    void at(int sequence) {
        positioned = true;
        framed = true;
        long here = sequence & 0xffff_ffffL;
        jumped += here - position;
        position = here;
        frame = here;
    }

    /** Whether the current segment has bytes behind the current packet. */
    boolean moreFollows() {
        return moreFollows;
    }

    void gap(long bytes, long atNanos) {
        position += bytes;
        if (aligned && skip >= bytes) {
            skip -= (int) bytes; // inside a packet that is passed over anyway
            if (sums != null) {
                sums.gap();
            }
            return;
        }
        if (replies.inLogin()) {
            session.loginLost();
        }
        session.pairing.loseReplies(atNanos);
    }

    void bytes(byte[] data, int offset, int length, long nanos, int sequence) {
        if (!positioned) {
            positioned = true;
            position = sequence & 0xffff_ffffL;
        }
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (!aligned) {
                if (session.streamMet(data, at, end - at, nanos)) {
                    return;
                }
                at += advance(seek(end - at, nanos));
            } else if (skip > 0) {
                int count = advance(Math.min(skip, end - at));
                skip -= count;
                if (sums != null) {
                    sum(data, at, count);
                }
                at += count;
            } else if (headBytes > 0) {
                at += advance(complete(data, at, end, nanos));
            } else {
                if (!continued) {
                    at += advance(replies.passOver(data, at, end));
                    if (at == end) {
                        break;
                    }
                }
                int wanted = wanted(data, at, end - at);
                if (end - at < wanted) {
                    keep(data, at, end - at);
                    at += advance(end - at);
                } else {
                    int payload = LittleEndian.u3(data, at);
                    int taken = Math.min(end - at, 4 + Math.min(payload, HEAD_BYTES));
                    skip = 4 + payload;
                    moreFollows = end - at > skip;
                    packet(data, at + 4, taken - 4, payload, nanos);
                    if (sums != null) {
                        sums.packet(true);
                    }
                }
            }
            if (!session.decoding()) {
                return;
            }
        }
    }

    private int advance(int bytes) {
        position += bytes;
        return bytes;
    }

    /** How many bytes to pass over before the first pending command's reply may begin. */
    private int seek(int available, long nanos) {
        while (true) {
            Exchange first = session.pairing.pending().first();
            if (first == null) {
                return available;
            }
            int ahead = first.acknowledgement - (int) (framed ? frame : position);
            if (ahead < 0) {
                session.pairing.loseFirst(nanos);
            } else if (framed && (ahead > 0 || position != frame)) {
                return available; // the next frame may be it
            } else if (ahead > 0) {
                return Math.min(ahead, available);
            } else {
                aligned = true;
                replies.begin(first);
                return 0;
            }
        }
    }

    /** Bytes of a packet, with its header, that have to be there before it is looked at. */
    private int wanted(byte[] data, int at, int have) {
        if (have < 4) {
            return 4;
        }
        int payload = LittleEndian.u3(data, at);
        boolean noGreeting = replies.awaitsGreeting() && (payload > HEAD_BYTES || data[at + 3] != 0);
        if (payload == 0 || continued || noGreeting) {
            return 4;
        }
        if (replies.needsFirstByteOnly()
                && (have < 5 || (data[at + 4] & 0xff) < Replies.EOF || payload == MAX_PAYLOAD)) {
            return 5;
        }
        return 4 + Math.min(payload, HEAD_BYTES);
    }

    private void keep(byte[] data, int at, int count) {
        if (head.length == 0) {
            head = session.context.pool.takeAlways(4 + HEAD_BYTES);
        }
        System.arraycopy(data, at, head, headBytes, count);
        headBytes += count;
    }

    /** Adds to a head that a segment's end has cut; returns the bytes used. */
    private int complete(byte[] data, int at, int end, long nanos) {
        int used = 0;
        int wanted = wanted(head, 0, headBytes);
        while (headBytes < wanted && at + used < end) {
            int count = Math.min(wanted - headBytes, end - at - used);
            keep(data, at + used, count);
            used += count;
            wanted = wanted(head, 0, headBytes);
        }
        if (headBytes >= wanted) {
            int have = headBytes;
            int payload = LittleEndian.u3(head, 0);
            headBytes = 0;
            int before = have - used;
            position -= before; // where the packet begins
            skip = 4 + payload;
            moreFollows = end - at - used > skip - have;
            packet(head, 4, have - 4, payload, nanos);
            position += before;
            skip = Math.max(0, skip - have);
            if (sums != null) {
                sums.packet(false);
                sum(head, 4, have - 4);
            }
        }
        return used;
    }

    private void sum(byte[] data, int offset, int count) {
        sums.piece(data, offset, count);
        if (skip == 0) {
            sums.packetEnds(continued);
        }
    }

    private void packet(byte[] data, int offset, int have, int payload, long nanos) {
        boolean follows = continued;
        continued = payload == MAX_PAYLOAD;
        replies.packet(data, offset, have, payload, data[offset - 1] & 0xff, follows, nanos);
    }

    void release() {
        if (head.length > 0) {
            session.context.pool.give(head);
            head = Exchange.NO_BYTES;
        }
        headBytes = 0;
    }
}
