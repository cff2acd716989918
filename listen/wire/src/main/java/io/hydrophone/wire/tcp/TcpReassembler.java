package io.hydrophone.wire.tcp;

import io.hydrophone.wire.Ports;
import io.hydrophone.wire.SampleRatio;
import io.hydrophone.wire.tcp.Flow.State;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Makes of segments, in whatever order they were captured, the two byte streams of each connection.
 *
 * <p>What a connection is, and when it begins and ends, is decided here; {@link SegmentOrder} decides what is delivered
 * when.
 */
public final class TcpReassembler implements SegmentOrder.Owner {
    /** Farther behind than any window in use: not an old duplicate, but another connection with the same ports. */
    private static final int FAR_BEHIND = 64 << 20;

    /** The largest window that TCP knows, 1 GiB (RFC 7323). */
    private static final int FAR_AHEAD = 1 << 30;

    private static final int CLOSED_KEPT = 4096;

    private final boolean auto;
    private final boolean[] serverPorts = new boolean[1 << 16];
    private final int maxFlows;
    private final Conversation.Factory factory;
    private final TcpCounters counters;
    private final FlowTable flows = new FlowTable();
    private final ArrayDeque<Flow> closed = new ArrayDeque<>();
    private final SegmentOrder order;
    private SampleRatio sample = SampleRatio.ALL;

    public TcpReassembler(
            Ports ports, int maxFlows, BufferPool pool, TcpCounters counters, Conversation.Factory factory) {
        auto = ports.isAuto();
        for (int port : ports.numbers()) {
            serverPorts[port] = true;
        }
        this.maxFlows = maxFlows;
        order = new SegmentOrder(pool, counters, this);
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
        if (!sample.isAll() && !sample.takes(s.connectionHash())) {
            if ((s.flags & (Segment.SYN | Segment.ACK)) == Segment.SYN) {
                counters.sampledOut++;
            }
            return;
        }
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
                order.deliver(flow, in, s.data, s.offset, s.length, s.nanos, s.acknowledgement);
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
                end(victim, s.nanos, false);
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
            order.settleAll(flow, s.nanos);
            end(flow, s.nanos, s.sequence - in.next <= 0); // else what it sent last is missing
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
            order.settle(flow, s.nanos);
            return;
        }
        if (flow.state == State.OPEN) {
            int behind = in.next - (s.sequence + s.length + (fin ? 1 : 0));
            if (behind > FAR_BEHIND || s.sequence - in.next > FAR_AHEAD) {
                restart(flow, s.nanos);
                in = in.fromClient ? flow.toServer : flow.toClient;
            } else if (behind >= 0) {
                counters.retransmitted++;
                order.settle(flow, s.nanos);
                return;
            }
        } else if (s.length == 1 && (s.flags & Segment.PSH) == 0) {
            return; // a keep-alive probe: its byte lies before the stream's next one
        }
        order.hold(flow, in, s, fin);
        order.settle(flow, s.nanos);
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
            order.settleAll(flow, nanos);
        }
        end(flow, nanos, false);
        closed.remove(flow);
        flow.toServer = new Direction(true);
        flow.toClient = new Direction(false);
        flow.conversation = null;
        flow.state = State.GATHERING;
        counters.open++;
    }

    @Override
    public void begin(Flow flow, boolean beginning) {
        flow.state = State.OPEN;
        flow.conversation = factory.open(flow, beginning);
        if (!flow.conversation.listening()) {
            flow.state = State.OPAQUE;
            order.release(flow);
        }
    }

    @Override
    public void close(Flow flow, long nanos) {
        end(flow, nanos, true);
    }

    /** @param heard whether the connection was heard to its end */
    private void end(Flow flow, long nanos, boolean heard) {
        if (flow.state == State.CLOSED) {
            return;
        }
        order.release(flow);
        if (flow.conversation != null) {
            if (heard) {
                flow.conversation.close(nanos);
            } else {
                flow.conversation.breakOff(nanos);
            }
        }
        flow.state = State.CLOSED;
        counters.open--;
        closed.add(flow);
        if (closed.size() > CLOSED_KEPT) {
            flows.remove(closed.poll());
        }
    }

    /** Takes only segments of these connections from now on, and forgets those of others. */
    public void sample(SampleRatio ratio) {
        boolean coarser = ratio.denominator() > sample.denominator();
        sample = ratio;
        if (coarser) {
            flows.forEach(flow -> {
                if (flow.state != State.CLOSED && !ratio.takes(flow.connectionHash())) {
                    leaveOut(flow);
                }
            });
        }
    }

    private void leaveOut(Flow flow) {
        order.release(flow);
        if (flow.conversation != null) {
            flow.conversation.forget();
        }
        flow.state = State.CLOSED;
        flows.remove(flow);
        counters.open--;
        counters.sampledOut++;
    }

    /** Capture time goes on: holes that nothing will fill are given up. */
    public void tick(long nanos) {
        order.tick(nanos);
    }

    /** No more segments come: delivers all that is held and ends the conversations. */
    public void end(long nanos) {
        flows.forEach(flow -> {
            order.settleAll(flow, nanos);
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
