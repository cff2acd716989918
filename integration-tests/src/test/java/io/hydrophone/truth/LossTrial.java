package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.wire.tcp.Packets;
import io.hydrophone.wire.tcp.Packets.Packet;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Of a connection of which segments are missing nothing false is heard, and what is not heard is counted as lost. */
final class LossTrial {
    /** Shares of segments that are missing. */
    static final double[] RATES = {0.001, 0.005, 0.01, 0.02, 0.05};

    private static final int MOST_BYTES = 1448;

    private final Baseline baseline;
    private final Tally tally;

    LossTrial(Baseline baseline, Tally tally) {
        this.baseline = baseline;
        this.tally = tally;
    }

    void run(Effort effort) {
        for (int rate = 0; rate < RATES.length; rate += effort.rateStep()) {
            for (int seed = 0; seed < effort.losses(); seed++) {
                Random random = new Random(1000L * rate + seed);
                int most = random.nextBoolean() ? MOST_BYTES : 1 + random.nextInt(MOST_BYTES);
                List<Packet> packets =
                        Packets.of(baseline.conversation().turns(), 1000, 2000, left -> Math.max(most, left / 500));
                run(packets, missing(packets, RATES[rate], random), rate);
            }
        }
    }

    /** Data segments alone: handshakes and ends are of no interest here. At least one. */
    private static BitSet missing(List<Packet> packets, double rate, Random random) {
        int[] data = IntStream.range(0, packets.size())
                .filter(i -> packets.get(i).payload().length > 0)
                .toArray();
        BitSet missing = new BitSet();
        for (int i : data) {
            if (random.nextDouble() < rate) {
                missing.set(i);
            }
        }
        missing.set(data[random.nextInt(data.length)]);
        return missing;
    }

    private void run(List<Packet> packets, BitSet missing, int rate) {
        Hearing hearing = new Hearing(packets);
        Overheard heard = Overheard.of(packets, missing, Packets::steady);
        hearing.assertNothingFalse(heard.all());
        long bytes =
                missing.stream().mapToLong(i -> packets.get(i).payload().length).sum();
        assertThat(heard.counters().lostBytes()).as("lost bytes of %s", missing).isEqualTo(bytes);
        assertThat(heard.counters().gaps()).isPositive();
        long firstLoss = Packets.steady(missing.nextSetBit(0));
        long before = hearing.whole().stream()
                .filter(said -> said.endNanos() < firstLoss)
                .count();
        assertThat(heard.all().stream()
                        .filter(said -> said.endNanos() < firstLoss && said.answered())
                        .count())
                .as("commands that ended before the first loss")
                .isEqualTo(before);
        tally.lossy(rate, hearing.whole().size(), hearing.answered());
    }
}
