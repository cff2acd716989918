package io.hydrophone.wire.tcp;

import io.hydrophone.wire.Ports;
import io.hydrophone.wire.tcp.Direction.Held;
import io.hydrophone.wire.tcp.Flow.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes of segments, in whatever order they were captured, the two byte streams of each connection.
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
public final class TcpReassembler {
    static final int PATIENCE_SEGMENTS = 64;
    static final long PATIENCE_NANOS = 100_000_000L;
    private static final int UNACKNOWLEDGED_SEGMENTS = 1024;
    private static final int UNACKNOWLEDGED_BYTES = 4 << 20;
    private static final long UNACKNOWLEDGED_NANOS = 3_000_000_000L;
    /** Segments of a connection met in the middle that are sorted before it begins. */
    private static final int GATHERED_SEGMENTS = 8;
    /** Farther behind than any window in use: not an old duplicate, but another connection with the same ports. */
    private static final int FAR_BEHIND = 64 << 20;

    private static final int CLOSED_KEPT = 4096;

    private final boolean auto;
    private final boolean[] serverPorts = new boolean[1 << 16];
    private final int maxFlows;
    private final BufferPool pool;
    private final Conversation.Factory factory;
    private final TcpCounters counters;
    private final FlowTable flows = new FlowTable();
    private final ArrayDeque<Flow> closed = new ArrayDeque<>();
    private final List<Flow> waiting = new ArrayList<>();
    private long arrivals;
    private Held freeHeld;

    public TcpReassembler(
            Ports ports, int maxFlows, BufferPool pool, TcpCounters counters, Conversation.Factory factory) {
        auto = ports.isAuto();
        for (int port : ports.numbers()) {
            serverPorts[port] = true;
        }
        this.maxFlows = maxFlows;
        this.pool = pool;
        this.counters = counters;
        this.factory = factory;
    }

    /** Takes a segment; it and its data may be used again afterwards. */
    public void segment(Segment s) {
        boolean toServer = auto || serverPorts[s.destinationPort];
        if (!toServer && !serverPorts[s.sourcePort]) {
            counters.ignored++;
            return;
        }
        counters.segments++;
        Flow flow = toServer ? find(s, true) : find(s, false);
        if (flow == null && toServer && (auto || serverPorts[s.sourcePort])) {
            flow = find(s, false); // both ports are servers' ports: the other one may be the server
            toServer = flow == null;
        }
        if (flow == null) {
            // What only closes or acknowledges tells nothing of a connection that was not met before.
            if ((s.flags & Segment.SYN) == 0 && s.length <= 0) {
                return;
            }
            if (auto && (s.flags & (Segment.SYN | Segment.ACK)) == (Segment.SYN | Segment.ACK)) {
                toServer = false;
            }
            flow = open(s, toServer);
        }
        flow.lastNanos = s.nanos;
        Direction in = toServer ? flow.toServer : flow.toClient;
        Direction out = toServer ? flow.toClient : flow.toServer;
        if ((s.flags & Segment.ACK) != 0) {
            out.acknowledge(s.acknowledgement);
        }
        if (flow.state == State.OPEN
                && flow.heldCount == 0
                && s.sequence == in.next
                && s.captured == s.length
                && (s.flags & (Segment.SYN | Segment.FIN | Segment.RST)) == 0
                && s.acknowledgement - out.next <= 0) {
            if (s.length > 0) {
                deliver(flow, in, s.data, s.offset, s.length, s.nanos, s.acknowledgement);
            }
            return;
        }
        unusual(flow, in, s);
    }

    private Flow find(Segment s, boolean toServer) {
        return toServer
                ? find(s.sourceHigh, s.sourceLow, s.sourcePort, s.destinationHigh, s.destinationLow, s.destinationPort)
                : find(s.destinationHigh, s.destinationLow, s.destinationPort, s.sourceHigh, s.sourceLow, s.sourcePort);
    }

    private Flow find(long cHigh, long cLow, int cPort, long sHigh, long sLow, int sPort) {
        int hash = FlowTable.hash(cHigh, cLow, cPort, sHigh, sLow, sPort);
        return flows.find(hash, cHigh, cLow, cPort, sHigh, sLow, sPort);
    }

    private Flow open(Segment s, boolean toServer) {
        while (flows.size() >= maxFlows) {
            Flow victim = flows.victim();
            if (victim.state != State.CLOSED) {
                counters.evicted++;
                close(victim, s.nanos);
            }
            flows.remove(victim);
        }
        long cHigh = toServer ? s.sourceHigh : s.destinationHigh;
        long cLow = toServer ? s.sourceLow : s.destinationLow;
        int cPort = toServer ? s.sourcePort : s.destinationPort;
        long sHigh = toServer ? s.destinationHigh : s.sourceHigh;
        long sLow = toServer ? s.destinationLow : s.sourceLow;
        int sPort = toServer ? s.destinationPort : s.sourcePort;
        int hash = FlowTable.hash(cHigh, cLow, cPort, sHigh, sLow, sPort);
        Flow flow = new Flow(cHigh, cLow, cPort, sHigh, sLow, sPort, hash);
        flows.add(flow);
        counters.open++;
        return flow;
    }

    private void unusual(Flow flow, Direction in, Segment s) {
        if ((s.flags & Segment.RST) != 0) {
            settleAll(flow, s.nanos);
            close(flow, s.nanos);
            return;
        }
        if ((s.flags & Segment.SYN) != 0) {
            synchronise(flow, in, s);
            in = in.fromClient ? flow.toServer : flow.toClient;
            s.sequence++; // the SYN takes a number; data after it is allowed (RFC 7413)
        }
        boolean fin = (s.flags & Segment.FIN) != 0;
        if (flow.state == State.CLOSED) {
            return;
        }
        if (flow.state == State.OPAQUE) {
            if (fin) {
                close(flow, s.nanos);
            }
            return;
        }
        if (s.length <= 0 && !fin) {
            settle(flow, s.nanos);
            return;
        }
        if (flow.state == State.OPEN) {
            int behind = in.next - (s.sequence + s.length + (fin ? 1 : 0));
            if (behind > FAR_BEHIND) {
                restart(flow, s.nanos);
                in = in.fromClient ? flow.toServer : flow.toClient;
            } else if (behind >= 0) {
                counters.retransmitted++;
                settle(flow, s.nanos);
                return;
            }
        } else if (s.length == 1 && (s.flags & Segment.PSH) == 0) {
            return; // a keep-alive probe: its byte lies before the stream's next one
        }
        hold(flow, in, s, fin);
        settle(flow, s.nanos);
    }

    /** A SYN: the beginning of a connection, its repetition, or a new connection with the ports of an old one. */
    private void synchronise(Flow flow, Direction in, Segment s) {
        boolean repeated = in.begun && in.initial == s.sequence && flow.state != State.CLOSED;
        boolean late = flow.state == State.OPEN && !in.begun && justAfter(s, in.next);
        if (repeated || late) {
            return;
        }
        if (flow.state != State.GATHERING || (in.first != null && !justAfter(s, in.first.sequence))) {
            restart(flow, s.nanos);
        }
        Direction begins = in.fromClient ? flow.toServer : flow.toClient;
        Direction other = in.fromClient ? flow.toClient : flow.toServer;
        begins.begin(s.sequence);
        if ((s.flags & Segment.ACK) != 0 && !other.begun) {
            other.begin(s.acknowledgement - 1);
        }
        if (flow.toServer.begun && flow.toClient.begun) {
            begin(flow, true);
        }
    }

    private static boolean justAfter(Segment syn, int sequence) {
        int distance = sequence - (syn.sequence + 1);
        return distance >= 0 && distance < 1 << 20;
    }

    /** Ends what this flow was and makes it as new. */
    private void restart(Flow flow, long nanos) {
        if (flow.state != State.GATHERING || flow.heldCount > 0) {
            settleAll(flow, nanos);
        }
        if (flow.state != State.CLOSED) {
            close(flow, nanos);
        }
        closed.remove(flow);
        flow.toServer = new Direction(true);
        flow.toClient = new Direction(false);
        flow.conversation = null;
        flow.state = State.GATHERING;
        counters.open++;
    }

    private void begin(Flow flow, boolean beginning) {
        flow.state = State.OPEN;
        flow.conversation = factory.open(flow, beginning);
        if (!flow.conversation.listening()) {
            flow.state = State.OPAQUE;
            release(flow);
        }
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
        begin(flow, beginning);
    }

    private void hold(Flow flow, Direction in, Segment s, boolean fin) {
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

    /** Delivers what can be, and gives up holes whose time is over. */
    private void settle(Flow flow, long nanos) {
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
    private void settleAll(Flow flow, long nanos) {
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
                    close(flow, held.nanos);
                }
            }
        }
        recycle(held);
    }

    /** Skips what the oldest held segment waits for. */
    private void giveUpHole(Flow flow, long nanos) {
        Held client = oldest(flow.toServer);
        Held server = oldest(flow.toClient);
        boolean clientFirst = server == null || (client != null && client.arrival < server.arrival);
        Held held = clientFirst ? client : server;
        Direction in = clientFirst ? flow.toServer : flow.toClient;
        Direction out = clientFirst ? flow.toClient : flow.toServer;
        flow.waitingSince = nanos;
        if (held.sequence - in.next > 0) {
            gap(flow, in, in.first.sequence - in.next, nanos);
            return;
        }
        int missing = held.acknowledgement - out.next;
        if ((out.first != null && out.first.sequence - out.next <= 0) || missing <= 0) {
            held.ordered = false; // acknowledgements that contradict each other
            in.first.ordered = false;
            return;
        }
        if (out.first != null) {
            missing = Math.min(missing, out.first.sequence - out.next);
        }
        gap(flow, out, missing, nanos);
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

    private void deliver(
            Flow flow, Direction in, byte[] data, int offset, int length, long nanos, int acknowledgement) {
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

    private void close(Flow flow, long nanos) {
        if (flow.state == State.CLOSED) {
            return;
        }
        release(flow);
        if (flow.conversation != null) {
            flow.conversation.close(nanos);
        }
        flow.state = State.CLOSED;
        counters.open--;
        closed.add(flow);
        if (closed.size() > CLOSED_KEPT) {
            flows.remove(closed.poll());
        }
    }

    private void release(Flow flow) {
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
    public void tick(long nanos) {
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

    /** No more segments come: delivers all that is held and ends the conversations. */
    public void end(long nanos) {
        flows.forEach(flow -> {
            settleAll(flow, nanos);
            if (flow.conversation != null && flow.state != State.CLOSED) {
                flow.conversation.end(nanos);
            }
        });
    }

    /** Conversations that are not over. */
    public void forEachOpen(Consumer<Conversation> action) {
        flows.forEach(flow -> {
            if (flow.state == State.OPEN) {
                action.accept(flow.conversation);
            }
        });
    }
}
