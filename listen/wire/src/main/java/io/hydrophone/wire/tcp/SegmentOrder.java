package io.hydrophone.wire.tcp;

import io.hydrophone.wire.tcp.Direction.Held;
import io.hydrophone.wire.tcp.Flow.State;
import java.util.ArrayList;
import java.util.List;

/**
 * Delivers a connection's segments in order, each direction by its sequence numbers, and between the directions by
 * their acknowledgements.
 *
 * <p>A segment is delivered at once when it is the next of its direction and its acknowledgement number asks for
 * nothing undelivered of the other: the common case, without a copy. Any other is held, in a pooled copy, until it is
 * its turn. A hole is given up, and told as a gap, when the receiver has acknowledged it (it will not be sent again)
 * and {@value #PATIENCE_SEGMENTS} later segments or {@value #PATIENCE_NANOS} ns of capture time did not fill it; while
 * unacknowledged, later, since the sender will repeat it.
 *
 * <p>Where segments overlap, the first one delivered counts (RFC 9293 leaves this to the receiver; Linux keeps the
 * first). Sequence numbers are compared by the sign of their difference, so they may wrap.
 */
final class SegmentOrder {
    /** Decides when connections begin and end. */
    interface Owner {
        void begin(Flow flow, boolean beginning);

        void close(Flow flow, long nanos);
    }

    static final int PATIENCE_SEGMENTS = 64;
    static final long PATIENCE_NANOS = 100_000_000L;
    private static final int UNACKNOWLEDGED_SEGMENTS = 1024;
    private static final int UNACKNOWLEDGED_BYTES = 4 << 20;
    private static final long UNACKNOWLEDGED_NANOS = 3_000_000_000L;
    /** Segments of a connection met in the middle that are sorted before it begins. */
    private static final int GATHERED_SEGMENTS = 8;

    private final BufferPool pool;
    private final TcpCounters counters;
    private final Owner owner;
    private final List<Flow> waiting = new ArrayList<>();
    private long arrivals;
    private Held freeHeld;

    SegmentOrder(BufferPool pool, TcpCounters counters, Owner owner) {
        this.pool = pool;
        this.counters = counters;
        this.owner = owner;
    }

    void hold(Flow flow, Direction in, Segment s, boolean fin) {
        byte[] copy = pool.take(Math.max(1, s.captured));
        if (copy == null) {
            // No room: what is held is let go with its gaps, and this one is tried as if nothing came before it.
            settleAll(flow, s.nanos);
            copy = flow.state == State.OPEN ? pool.take(Math.max(1, s.captured)) : null;
            if (copy == null) {
                return; // its bytes will show as a gap
            }
        }
        System.arraycopy(s.data, s.offset, copy, 0, s.captured);
        Held held = freeHeld == null ? new Held() : freeHeld;
        freeHeld = held.next;
        held.next = null;
        held.data = copy;
        held.sequence = s.sequence;
        held.captured = s.captured;
        held.length = s.length;
        held.fin = fin;
        held.ordered = (s.flags & Segment.ACK) != 0;
        held.acknowledgement = s.acknowledgement;
        held.nanos = s.nanos;
        held.arrival = ++arrivals;
        if (flow.state != State.OPEN || s.sequence - in.next > 0) {
            counters.outOfOrder++;
        }
        in.insert(held);
        if (flow.heldCount++ == 0) {
            flow.waitingSince = s.nanos;
            if (!flow.listed) {
                flow.listed = true;
                waiting.add(flow);
            }
        }
        flow.heldBytes += copy.length;
    }

    /** Begins a connection met in the middle with the earliest of the segments gathered. */
    private void beginInTheMiddle(Flow flow) {
        Direction client = flow.toServer;
        Direction server = flow.toClient;
        boolean beginning = client.begun && server.begun;
        if (!client.begun) {
            client.next = client.first != null ? client.first.sequence : server.first.acknowledgement;
        }
        if (!server.begun) {
            server.next = server.first != null ? server.first.sequence : client.first.acknowledgement;
        }
        owner.begin(flow, beginning);
    }

    /** Delivers what can be, and gives up holes whose time is over. */
    void settle(Flow flow, long nanos) {
        while (flow.heldCount > 0) {
            if (flow.state == State.GATHERING) {
                if (flow.heldCount < GATHERED_SEGMENTS && nanos - flow.waitingSince < PATIENCE_NANOS) {
                    return;
                }
                beginInTheMiddle(flow);
            } else {
                pump(flow);
                if (flow.heldCount == 0 || !overdue(flow, nanos)) {
                    return;
                }
                giveUpHole(flow, nanos);
            }
        }
    }

    /** Delivers everything that is held, whatever is missing. */
    void settleAll(Flow flow, long nanos) {
        while (flow.heldCount > 0) {
            if (flow.state == State.GATHERING) {
                beginInTheMiddle(flow);
            }
            pump(flow);
            if (flow.heldCount > 0) {
                giveUpHole(flow, nanos);
            }
        }
    }

    private boolean overdue(Flow flow, long nanos) {
        long waited = nanos - flow.waitingSince;
        boolean lost = flow.toServer.missesAcknowledged() || flow.toClient.missesAcknowledged();
        return lost
                ? flow.heldCount >= PATIENCE_SEGMENTS || waited >= PATIENCE_NANOS
                : flow.heldCount >= UNACKNOWLEDGED_SEGMENTS
                        || flow.heldBytes >= UNACKNOWLEDGED_BYTES
                        || waited >= UNACKNOWLEDGED_NANOS;
    }

    private void pump(Flow flow) {
        boolean moved = true;
        while (moved && flow.heldCount > 0) {
            moved = pump(flow, flow.toServer, flow.toClient);
            moved |= pump(flow, flow.toClient, flow.toServer); // each direction may have freed the other
        }
    }

    private boolean pump(Flow flow, Direction in, Direction out) {
        boolean moved = false;
        while (in.first != null) {
            Held held = in.first;
            int old = in.next - held.sequence;
            if (old < 0 || (held.ordered && held.acknowledgement - out.next > 0 && held.end() - in.next > 0)) {
                return moved;
            }
            in.removeFirst();
            flow.heldCount--;
            flow.heldBytes -= held.data.length;
            moved = true;
            release(flow, in, held, old);
        }
        return moved;
    }

    /** Delivers a held segment without its first bytes, which were delivered before. */
    private void release(Flow flow, Direction in, Held held, int old) {
        if (held.end() - in.next <= 0) {
            counters.retransmitted++;
        } else {
            if (old > 0) {
                counters.retransmitted++;
            }
            flow.waitingSince = Math.max(flow.waitingSince, held.nanos);
            if (held.captured > old) {
                deliver(flow, in, held.data, old, held.captured - old, held.nanos, held.acknowledgement);
            }
            int unseen = held.sequence + held.length - in.next;
            if (unseen > 0) {
                gap(flow, in, unseen, held.nanos);
            }
            if (held.fin && !in.finished) {
                in.next++;
                in.finished = true;
                if (flow.toClient.finished || !in.fromClient) {
                    owner.close(flow, held.nanos);
                }
            }
        }
        recycle(held);
    }

    /**
     * Skips what the direction of the oldest held segment waits for. Each call brings its first segment's turn nearer,
     * also when numbers contradict each other, as they may in packets that nobody's TCP has sent.
     */
    private void giveUpHole(Flow flow, long nanos) {
        Held client = oldest(flow.toServer);
        Held server = oldest(flow.toClient);
        boolean clientFirst = server == null || (client != null && client.arrival < server.arrival);
        Direction in = clientFirst ? flow.toServer : flow.toClient;
        Direction out = clientFirst ? flow.toClient : flow.toServer;
        Held first = in.first;
        flow.waitingSince = nanos;
        int hole = first.sequence - in.next;
        if (hole > 0) {
            gap(flow, in, hole, nanos);
            return;
        }
        int missing = first.acknowledgement - out.next;
        int toNext = out.first == null ? missing : out.first.sequence - out.next;
        if (missing <= 0 || toNext <= 0) {
            first.ordered = false; // the two directions wait for each other
        } else {
            gap(flow, out, Math.min(missing, toNext), nanos);
        }
    }

    private static Held oldest(Direction direction) {
        Held oldest = direction.first;
        for (Held held = oldest; held != null; held = held.next) {
            if (held.arrival < oldest.arrival) {
                oldest = held;
            }
        }
        return oldest;
    }

    void deliver(Flow flow, Direction in, byte[] data, int offset, int length, long nanos, int acknowledgement) {
        int sequence = in.next;
        in.next = sequence + length;
        if (flow.state != State.OPEN) {
            return;
        }
        if (in.fromClient) {
            flow.conversation.client(data, offset, length, nanos, acknowledgement);
        } else {
            flow.conversation.server(data, offset, length, nanos, sequence);
        }
        if (!flow.conversation.listening()) {
            flow.state = State.OPAQUE;
        }
    }

    private void gap(Flow flow, Direction in, int bytes, long nanos) {
        in.next += bytes;
        if (flow.state != State.OPEN) {
            return;
        }
        counters.gaps++;
        counters.lostBytes += bytes;
        if (in.fromClient) {
            flow.conversation.clientGap(bytes, nanos);
        } else {
            flow.conversation.serverGap(bytes, nanos);
        }
    }

    void release(Flow flow) {
        for (Direction direction = flow.toServer; ; direction = flow.toClient) {
            while (direction.first != null) {
                recycle(direction.removeFirst());
            }
            if (direction == flow.toClient) {
                break;
            }
        }
        flow.heldCount = 0;
        flow.heldBytes = 0;
    }

    private void recycle(Held held) {
        pool.give(held.data);
        held.data = null;
        held.next = freeHeld;
        freeHeld = held;
    }

    /** Capture time goes on: holes that nothing will fill are given up. */
    void tick(long nanos) {
        for (int i = waiting.size() - 1; i >= 0; i--) {
            Flow flow = waiting.get(i);
            settle(flow, nanos);
            if (flow.heldCount == 0) {
                flow.listed = false;
                waiting.set(i, waiting.getLast());
                waiting.removeLast();
            }
        }
    }
}
