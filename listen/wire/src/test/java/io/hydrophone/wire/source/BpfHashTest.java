package io.hydrophone.wire.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.hydrophone.wire.Ports;
import io.hydrophone.wire.SampleRatio;
import io.hydrophone.wire.tcp.FrameDecoder;
import io.hydrophone.wire.tcp.Segment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kernel's programs and the decoder agree, on every form of packet, on the connection that it belongs to. */
class BpfHashTest {
    private static final int INCOMING = 0;
    private static final int OUTGOING = 4;
    private static final int TCP = 6;
    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86dd;
    private static final int PORT = 3306;

    private final FrameDecoder decoder = new FrameDecoder();

    /** A packet of a connection and one that answers it, behind a link header with tags. */
    static final class Pair {
        private final byte[] asked;
        private final byte[] answered;
        private final int tags;
        private final boolean six;

        private Pair(byte[] asked, byte[] answered, int tags, boolean six) {
            this.asked = asked;
            this.answered = answered;
            this.tags = tags;
            this.six = six;
        }
    }

    static List<Pair> pairs() {
        Random random = new Random(1);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            int client = 1024 + random.nextInt(60_000);
            boolean six = i % 2 == 1;
            int[] types = new int[1 + i / 2 % 3];
            Arrays.fill(types, 0x8100);
            types[types.length - 1] = six ? IPV6 : IPV4;
            int words = 5 + random.nextInt(11);
            byte[] asked = six
                    ? Frame.ethernet(types).ipv6(TCP).ports(client, PORT)
                    : Frame.ethernet(types).ipv4(words, 0, TCP).ports(client, PORT);
            byte[] answered = six
                    ? Frame.ethernet(types).ipv6(TCP).ports(PORT, client)
                    : Frame.ethernet(types).ipv4(5, 0, TCP).ports(PORT, client);
            int addresses = 14 + 4 * (types.length - 1) + (six ? 8 : 12);
            int length = six ? 16 : 4;
            byte[] one = new byte[length];
            byte[] other = new byte[length];
            random.nextBytes(one);
            random.nextBytes(other);
            ByteBuffer.wrap(asked).put(addresses, one).put(addresses + length, other);
            ByteBuffer.wrap(answered).put(addresses, other).put(addresses + length, one);
            pairs.add(new Pair(asked, answered, types.length - 1, six));
        }
        return pairs;
    }

    private int decoded(byte[] frame) {
        frame[frame.length - 8] = 0x50; // TCP's header is 20 bytes long
        return decoder.connectionHash(LinkType.ETHERNET, frame, 0, frame.length, frame.length, new Segment());
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theWorkerFollowsFromTheConnection(Pair pair) {
        int hash = decoded(pair.asked);
        assertThat(hash).isNotZero().isEqualTo(decoded(pair.answered));
        assertThat(fanout(OUTGOING, 0, pair.asked)).isEqualTo(hash);
        // Coming in, the kernel has taken off the link header and the first tag.
        int taken = pair.tags > 0 ? 18 : 14;
        int type = pair.tags > 1 ? 0x8100 : pair.six ? IPV6 : IPV4;
        byte[] in = Arrays.copyOfRange(pair.answered, taken, pair.answered.length);
        assertThat(fanout(INCOMING, type, in)).isEqualTo(hash);
    }

    private static int fanout(int packetType, int protocol, byte[] packet) {
        return new BpfMachine(BpfFanout.program(), DeviceType.ETHERNET, packetType)
                .protocol(protocol)
                .run(packet);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void theKernelTakesTheSampleThatTheDecoderTakes(Pair pair) {
        for (int denominator : new int[] {2, 3, 8, 1024}) {
            SampleRatio ratio = new SampleRatio(denominator);
            BpfMachine filter = new BpfMachine(
                    Bpf.program(CaptureFilter.of(Ports.of(PORT)).sampled(ratio)), DeviceType.ETHERNET, OUTGOING);
            boolean taken = ratio.takes(decoded(pair.asked));
            assertThat(filter.run(pair.asked) != 0).isEqualTo(taken);
            assertThat(filter.run(pair.answered) != 0).isEqualTo(taken);
            byte[] opening = pair.asked.clone();
            opening[opening.length - 7] = 0x02;
            assertThat(filter.run(opening)).as("a SYN, which is counted").isPositive();
            opening[opening.length - 7] = 0x12;
            assertThat(filter.run(opening) != 0).isEqualTo(taken);
        }
    }

    @Test
    void aSampleIsThePartThatItSays() {
        for (int denominator : new int[] {2, 7, 64}) {
            SampleRatio ratio = new SampleRatio(denominator);
            long taken = IntStream.range(0, 60_000)
                    .map(port -> decoded(Frame.ethernet(IPV4).ipv4(5, 0, TCP).ports(port, PORT)))
                    .filter(ratio::takes)
                    .count();
            double expected = 60_000.0 / denominator;
            assertThat((double) taken).isCloseTo(expected, within(5 * Math.sqrt(expected)));
        }
    }

    @Test
    void aCoarserSampleTakesNothingThatAFinerOneLeavesOut() {
        for (int hash : new Random(2).ints(100_000).toArray()) {
            boolean taken = true;
            for (int denominator = 1; denominator <= SampleRatio.COARSEST; denominator++) {
                boolean takes = new SampleRatio(denominator).takes(hash);
                assertThat(takes && !taken).isFalse();
                taken = takes;
            }
        }
    }

    @Test
    void otherPacketsAreTheFirstWorkers() {
        assertThat(fanout(OUTGOING, 0, Frame.ethernet(IPV4).ipv4(5, 0, 17).ports(1, 4789)))
                .isZero();
        assertThat(fanout(INCOMING, IPV4, Frame.raw().ipv4(5, 0, 47).ports(1, 2)))
                .isZero();
        assertThat(fanout(INCOMING, 0x0806, new byte[60])).isZero();
    }
}
