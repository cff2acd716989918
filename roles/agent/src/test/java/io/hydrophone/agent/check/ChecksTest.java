package io.hydrophone.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Sample;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Signal;
import io.hydrophone.core.Tags;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChecksTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final long PATIENCE_SECONDS = 60;

    private final LinkedBlockingQueue<Signal> told = new LinkedBlockingQueue<>();

    @Test
    void aRunTellsWhatItMeasuredAndWhatItCost() throws Exception {
        try (Checks checks = checks(LONG, out -> out.gauge("depth", 4))) {
            CheckRun run = checks.runOnce("sea").getFirst();
            assertThat(run.signals())
                    .filteredOn(Sample.class::isInstance)
                    .extracting(signal -> ((Sample) signal).name())
                    .containsExactly(
                            "depth",
                            "hydrophone.agent.check.duration",
                            "hydrophone.agent.check.series",
                            "hydrophone.agent.check.series_dropped");
            assertThat(run.status().problem()).isNull();
            assertThat(run.status().samples()).isEqualTo(1);
        }
    }

    @Test
    void aFailureIsToldAndWhatWasMeasuredBeforeItStays() throws Exception {
        Check fails = out -> {
            out.gauge("depth", 4);
            throw new ProblemException("no-water", "there is no water", "sea", "dig");
        };
        try (Checks checks = checks(LONG, fails)) {
            CheckRun run = checks.runOnce("sea").getFirst();
            assertThat(run.status().problem().code()).isEqualTo("no-water");
            assertThat(run.status().failures()).isEqualTo(1);
            assertThat(run.signals())
                    .anyMatch(signal ->
                            signal instanceof Sample sample && sample.name().equals("depth"))
                    .anyMatch(signal -> signal instanceof ServiceCheck service
                            && service.status() == ServiceCheck.Status.CRITICAL
                            && service.message().equals("there is no water"));
        }
    }

    @Test
    void aRunThatIsTooSlowIsInterruptedAndTheNextFollows() throws Exception {
        AtomicInteger runs = new AtomicInteger();
        Check slowAtFirst = out -> {
            if (runs.incrementAndGet() == 1) {
                new CountDownLatch(1).await();
            }
            out.gauge("depth", 4);
        };
        try (Checks checks = checks(Duration.ofSeconds(1), slowAtFirst)) {
            checks.start(told::addAll);
            Signal first = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(first)
                    .isInstanceOfSatisfying(
                            Sample.class,
                            sample -> assertThat(sample.name()).isEqualTo("hydrophone.agent.check.duration"));
            awaitDepth();
            assertThat(checks.status().getFirst().failures()).isEqualTo(1);
        }
    }

    @Test
    void aRunThatHeedsNoInterruptHasNoOtherBesideIt() throws Exception {
        AtomicInteger atOnce = new AtomicInteger();
        CountDownLatch go = new CountDownLatch(1);
        Check deaf = out -> {
            atOnce.incrementAndGet();
            awaitUninterrupted(go);
        };
        try (Checks checks = checks(Duration.ofSeconds(1), deaf)) {
            checks.start(told::addAll);
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (checks.status().getFirst().runningNanos() < TimeUnit.SECONDS.toNanos(3)) {
                assertThat(System.nanoTime()).isLessThan(end);
                Thread.sleep(20);
            }
            assertThat(atOnce).hasValue(1);
            go.countDown();
            assertThat(told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isNotNull();
            assertThat(checks.status().getFirst().problem().code()).isEqualTo("check-too-slow");
        }
    }

    private void awaitDepth() throws InterruptedException {
        Signal signal;
        do {
            signal = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            assertThat(signal).isNotNull();
        } while (!(signal instanceof Sample sample && sample.name().equals("depth")));
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
        boolean interrupted = false;
        while (true) {
            try {
                latch.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Checks checks(Duration deadline, Check check) {
        CheckSettings settings = new CheckSettings("sea", "1", Tags.NONE, Duration.ofSeconds(1), deadline, 1_000);
        return Checks.of(List.of(new ConfiguredCheck(settings, check)));
    }
}
