package io.hydrophone.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Source;
import io.hydrophone.digest.IntervalDigest;
import io.hydrophone.digest.StatementClasses;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.report.CaptureFigures;
import io.hydrophone.wire.ParallelDecoder;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.TrafficDecoder;
import io.hydrophone.wire.synthetic.SyntheticTraffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What several workers have heard in a second comes as one, once all have told. */
@Timeout(300)
class SecondsTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<Summary> whole = new ArrayList<>();

    static Second empty(long second) {
        List<Summary> closed = new ArrayList<>();
        IntervalDigest digest = new IntervalDigest(Source.WIRE, Listener.SECOND, Duration.ofSeconds(1), closed::add);
        digest.tick(second * SECOND);
        digest.end();
        return new Second(closed.getFirst(), CaptureFigures.NONE);
    }

    private List<Long> begins() {
        return whole.stream().map(second -> second.fromNanos() / SECOND).toList();
    }

    @Test
    void aSecondWaitsForTheSlowestWorker() throws Exception {
        Seconds seconds = new Seconds(2, Listener.SECOND);
        seconds.add(0, empty(5));
        seconds.add(0, empty(6));
        seconds.add(1, empty(5));
        AtomicInteger taken = new AtomicInteger();
        Thread ledger = Thread.ofVirtual().start(() -> {
            try {
                seconds.run(second -> {
                    whole.add(second.summary());
                    taken.incrementAndGet();
                });
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        while (taken.get() < 1) {
            Thread.onSpinWait();
        }
        seconds.add(1, empty(8)); // 6 and 7 it has slept through
        while (taken.get() < 2) {
            Thread.onSpinWait();
        }
        assertThat(begins()).containsExactly(5L, 6L);
        seconds.end();
        ledger.join();
        assertThat(begins()).containsExactly(5L, 6L, 8L);
    }

    @Test
    void whatThreeWorkersHearIsWhatOneHears() throws Exception {
        Seconds alone = new Seconds(1, Listener.SECOND);
        SyntheticTraffic.play(
                new Listener(Listener.decoding(Ports.of(3306)), second -> alone.add(0, second)), 3306, 200);
        alone.end();
        alone.run(second -> whole.add(second.summary()));
        List<Summary> one = List.copyOf(whole);
        whole.clear();

        Seconds shared = new Seconds(3, Listener.SECOND);
        List<TrafficDecoder> decoders = new ArrayList<>();
        List<IntervalDigest> digests = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int worker = i;
            IntervalDigest digest = new IntervalDigest(
                    Source.WIRE,
                    Listener.SECOND,
                    Listener.INTERVAL,
                    second -> shared.add(worker, new Second(second, CaptureFigures.NONE)));
            digests.add(digest);
            decoders.add(new TrafficDecoder(Listener.decoding(Ports.of(3306)).part(i, 3), digest));
        }
        SyntheticTraffic.play(new ParallelDecoder(decoders), 3306, 200);
        digests.forEach(IntervalDigest::end);
        shared.end();
        shared.run(second -> whole.add(second.summary()));

        assertThat(whole)
                .extracting(Summary::fromNanos)
                .isEqualTo(one.stream().map(Summary::fromNanos).toList());
        for (int i = 0; i < one.size(); i++) {
            assertThat(StatementClasses.total(whole.get(i)).tally())
                    .isEqualTo(StatementClasses.total(one.get(i)).tally());
            assertThat(whole.get(i).commands()).isEqualTo(one.get(i).commands());
        }
    }
}
