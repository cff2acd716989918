package io.hydrophone.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Sample;
import io.hydrophone.core.SampleKind;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Tags;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunReadingsTest {
    private final Totals totals = new Totals();

    @Test
    void aTotalIsKnownFromTheSecondRunOn() {
        assertThat(samples(run -> run.rate("questions", 100))).isEmpty();
        List<Sample> second = samples(run -> run.rate("questions", 150));
        assertThat(second).hasSize(1);
        Sample rate = second.getFirst();
        assertThat(rate.kind()).isEqualTo(SampleKind.RATE);
        assertThat(rate.value() * rate.interval().toNanos() / 1e9).isBetween(49.99, 50.01);
    }

    @Test
    void aTotalThatFellIsNotKnownForOneRun() {
        assertThat(samples(run -> run.monotonic("errors", 100))).isEmpty();
        assertThat(samples(run -> run.monotonic("errors", 3))).isEmpty();
        assertThat(samples(run -> run.monotonic("errors", 5)))
                .extracting(Sample::value, Sample::kind)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(2.0, SampleKind.COUNT));
    }

    @Test
    void seriesAreToldApartByTheirTagsAndHaveTheInstancesOwn() {
        RunReadings run = new RunReadings(totals, Tags.of("env:prod"), 10, 7);
        run.gauge("size", 1, Tags.of("schema:a"));
        run.gauge("size", 2, Tags.of("schema:b"));
        run.gauge("size", 3, Tags.of("schema:b"));
        run.service("up", ServiceCheck.Status.OK, Tags.NONE, "");
        assertThat(run.signals())
                .containsExactly(
                        new ServiceCheck("up", ServiceCheck.Status.OK, Tags.of("env:prod"), "", 7, ""),
                        Sample.gauge("size", 1, Tags.of("env:prod", "schema:a"), 7),
                        Sample.gauge("size", 3, Tags.of("env:prod", "schema:b"), 7));
    }

    @Test
    void countsOfOneSeriesAreAddedUp() {
        assertThat(samples(run -> {
                    run.count("lines", 2, Tags.NONE);
                    run.count("lines", 3, Tags.NONE);
                }))
                .extracting(Sample::value)
                .containsExactly(5.0);
    }

    @Test
    void whatIsNoNumberIsLeftOutAndCounted() {
        RunReadings run = new RunReadings(totals, Tags.NONE, 10, 0);
        run.gauge("a", Double.NaN);
        run.rate("b", Double.POSITIVE_INFINITY);
        assertThat(run.signals()).isEmpty();
        assertThat(run.notFinite()).isEqualTo(2);
    }

    @Test
    void seriesBeyondTheLimitAreCountedAndNotRemembered() {
        RunReadings run = new RunReadings(totals, Tags.NONE, 3, 0);
        for (int i = 0; i < 10; i++) {
            run.gauge("gauge", i, Tags.of("n:" + i));
            run.rate("rate", i, Tags.of("n:" + i));
        }
        run.gauge("gauge", 9, Tags.of("n:1")); // has its place
        assertThat(run.samples()).isEqualTo(3);
        assertThat(run.overflow()).isEqualTo(14);
        assertThat(totals.size()).isEqualTo(3);
    }

    @Test
    void seriesThatAreGoneAreForgotten() {
        samples(run -> run.rate("gone", 1));
        for (int i = 0; i < 10; i++) {
            samples(run -> run.rate("there", 1));
        }
        assertThat(totals.size()).isEqualTo(1);
    }

    private List<Sample> samples(java.util.function.Consumer<Readings> says) {
        RunReadings run = new RunReadings(totals, Tags.NONE, 100, 0);
        says.accept(run);
        return run.signals().stream().map(Sample.class::cast).toList();
    }
}
