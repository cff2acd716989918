package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.wire.tcp.Mutation;
import io.hydrophone.wire.tcp.Packets;
import io.hydrophone.wire.tcp.Packets.Packet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntToLongFunction;

/** The same is heard of a connection in whatever segments its bytes come, and in whatever order. */
final class MutationTrial {
    private static final Set<Mutation> TELLING = EnumSet.of(Mutation.CUTS_AT_BOUNDARIES, Mutation.ALL_AT_ONCE);

    /** A connection with more bytes takes too long with segments of one byte. */
    private static final long SMALL = 64 << 10;

    private static final long STEP_NANOS = 3_600_000_000_000L;

    private final Baseline baseline;
    private final Tally tally;

    MutationTrial(Baseline baseline, Tally tally) {
        this.baseline = baseline;
        this.tally = tally;
    }

    void run(Effort effort) {
        for (Mutation mutation : effort.everyMutation() ? EnumSet.allOf(Mutation.class) : TELLING) {
            int times = mutation.isRandom() ? effort.segmentations() : 1;
            for (int seed = 0; seed < times && isFeasible(mutation); seed++) {
                compare(
                        mutation + " with seed " + seed,
                        mutation.of(baseline.conversation().turns(), new Random(seed)));
            }
        }
        if (effort.everyMutation()) {
            clockSteps();
            portUsedAgain();
        }
    }

    private boolean isFeasible(Mutation mutation) {
        return mutation != Mutation.ONE_BYTE_SEGMENTS || baseline.conversation().bytes() <= SMALL;
    }

    private void compare(String how, List<Packet> packets) {
        Overheard heard = Overheard.of(packets);
        assertThat(heard.counters().lostBytes()).as("lost bytes, %s", how).isZero();
        assertAlike(how, heard.all());
    }

    private void assertAlike(String how, List<Said> heard) {
        assertThat(heard.stream().map(Said::withoutTimes)).as(how).containsExactlyElementsOf(baseline.said());
        tally.compared(heard.size());
    }

    /** The clock is set forward and back while the connection lasts: nothing takes less than no time. */
    private void clockSteps() {
        List<Packet> packets = Mutation.whole(baseline.conversation().turns());
        for (long step : new long[] {STEP_NANOS, -STEP_NANOS}) {
            IntToLongFunction clock = i -> Packets.steady(i) + (i > packets.size() / 2 ? step : 0);
            Overheard heard = Overheard.of(packets, new BitSet(), clock);
            assertAlike("clock set by " + step, heard.all());
            assertThat(heard.all()).allMatch(said -> said.latencyNanos() >= -1 && said.totalNanos() >= -1);
        }
    }

    /** The same again from the same port, of which the end was not captured. */
    private void portUsedAgain() {
        List<Packet> packets =
                new ArrayList<>(Mutation.whole(baseline.conversation().turns()));
        packets.subList(packets.size() - 2, packets.size()).clear();
        packets.addAll(Packets.of(baseline.conversation().turns(), 50_000_000, 70_000_000, left -> left));
        List<Said> heard =
                Overheard.of(packets).all().stream().map(Said::withoutTimes).toList();
        List<Said> twice = new ArrayList<>(baseline.said());
        twice.addAll(baseline.said());
        assertThat(heard.stream().filter(Said::answered))
                .as("a port used again")
                .containsExactlyElementsOf(twice.stream().filter(Said::answered).toList());
        tally.compared(heard.size());
    }
}
