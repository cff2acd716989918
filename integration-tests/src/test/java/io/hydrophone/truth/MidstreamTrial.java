package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.wire.tcp.Mutation;
import io.hydrophone.wire.tcp.Packets;
import io.hydrophone.wire.tcp.Packets.Packet;
import java.util.BitSet;
import java.util.List;

/**
 * A connection that is met in the middle is heard from its next command on, and nothing false is heard of it. It is not
 * met between commands that are sent before the answer to the one before: no listener could tell whose answer comes first.
 */
final class MidstreamTrial {
    private final Baseline baseline;
    private final Tally tally;

    MidstreamTrial(Baseline baseline, Tally tally) {
        this.baseline = baseline;
        this.tally = tally;
    }

    /** Tries beginnings spread over the connection. */
    void run(Effort effort) {
        List<Packet> packets = Mutation.whole(baseline.conversation().turns());
        Hearing hearing = new Hearing(packets);
        int step = Math.max(1, packets.size() / effort.beginnings());
        for (int from = 3; from < packets.size() - 2; from += step) {
            if (isBetweenCommandsSentAhead(hearing.whole(), Packets.steady(from))) {
                continue;
            }
            BitSet missing = new BitSet();
            missing.set(0, from);
            Overheard heard = Overheard.of(packets, missing, Packets::steady);
            hearing.assertNothingFalse(heard.all());
            assertThat(heard.counters().gaps()).as("gaps from %s on", from).isZero();
            tally.midstream(hearing.answered());
        }
    }

    private static boolean isBetweenCommandsSentAhead(List<Said> whole, long nanos) {
        return whole.stream()
                .filter(before -> before.startNanos() < nanos && nanos < before.endNanos())
                .anyMatch(before -> whole.stream()
                        .anyMatch(said -> said.startNanos() >= nanos && said.startNanos() < before.endNanos()));
    }
}
