package io.hydrophone.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.hydrophone.wire.source.LinkType;
import io.hydrophone.wire.synthetic.SyntheticTraffic;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ParallelDecoderTest {
    private static final DecoderOptions OPTIONS = DecoderOptions.of(Ports.of(3306));

    @Test
    void everyDecoderHearsWholeConnections() {
        AtomicLong queries = new AtomicLong();
        TrafficDecoder alone = new TrafficDecoder(OPTIONS, query -> queries.incrementAndGet());
        AtomicLong shared = new AtomicLong();
        List<TrafficDecoder> decoders = decoders(query -> shared.incrementAndGet());

        SyntheticTraffic.play(alone, 3306, 200);
        SyntheticTraffic.play(new ParallelDecoder(decoders), 3306, 200);

        assertThat(decoders).allMatch(decoder -> decoder.counters().sessions() > 20);
        assertThat(shared.get()).isEqualTo(queries.get()).isPositive();
        assertThat(decoders.stream().map(TrafficDecoder::counters).reduce(WireCounters::plus))
                .contains(alone.counters());
    }

    @Test
    void aPacketLargerThanABatchPasses() {
        List<TrafficDecoder> decoders = decoders(query -> {});
        ParallelDecoder parallel = new ParallelDecoder(decoders);

        parallel.packet(1, LinkType.ETHERNET, new byte[3 << 20], 0, 3 << 20, 3 << 20);
        parallel.packet(2, LinkType.ETHERNET, new byte[60], 0, 60, 60);
        parallel.end();

        assertThat(decoders.getFirst().counters().ignored()).isEqualTo(2);
    }

    /** Whoever reads must not wait for ever for a thread that is no longer there. */
    @Test
    @Timeout(300)
    void aFailureReachesWhoReads() {
        List<TrafficDecoder> decoders = decoders(query -> {
            throw new IllegalArgumentException("as the test wants it");
        });

        Throwable thrown = catchThrowable(() -> SyntheticTraffic.play(new ParallelDecoder(decoders), 3306, 20_000));

        assertThat(thrown).isInstanceOf(IllegalStateException.class).hasRootCauseMessage("as the test wants it");
    }

    private static List<TrafficDecoder> decoders(QueryHandler handler) {
        return List.of(
                new TrafficDecoder(OPTIONS, handler),
                new TrafficDecoder(OPTIONS, handler),
                new TrafficDecoder(OPTIONS, handler));
    }
}
