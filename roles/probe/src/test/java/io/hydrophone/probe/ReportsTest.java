package io.hydrophone.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.digest.StatementClasses;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.report.CaptureFigures;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.source.CaptureCounters;
import io.hydrophone.wire.source.PacketSources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every interval is told once, in order, and nothing is lost between two of them. */
class ReportsTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir
    Path dir;

    private final List<IntervalReport> told = new ArrayList<>();
    private long packets;

    private Reports reports(int seconds) {
        ReportOptions options = ReportOptions.ofThisMachine().withInterval(Duration.ofSeconds(seconds));
        return new Reports(options, () -> new CaptureCounters(packets, 0, 0, 0, false), List.of(told::add));
    }

    private static Second second(long number, long gaps) {
        Summary summary = SecondsTest.empty(number).summary();
        return new Second(summary, new CaptureFigures(0, 0, 0, 0, 0, 0, gaps, 0, 0, 0, 0, 0, 0));
    }

    private List<String> spans() {
        return told.stream()
                .map(report -> report.fromNanos() / SECOND + " to " + report.toNanos() / SECOND)
                .toList();
    }

    @Test
    void anEmptySecondIsToldToo() {
        Reports reports = reports(1);
        for (int i = 5; i < 9; i++) {
            packets += i;
            reports.add(second(i, 1));
        }
        reports.end();
        assertThat(spans()).containsExactly("5 to 6", "6 to 7", "7 to 8", "8 to 9");
        assertThat(told).extracting(report -> report.id().sequence()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(told).extracting(report -> report.capture().packets()).containsExactly(5L, 6L, 7L, 8L);
        assertThat(told).extracting(report -> report.capture().gaps()).containsOnly(1L);
    }

    @Test
    void longerIntervalsAreAlignedAndSealedWhenTheyAreOver() {
        Reports reports = reports(5);
        for (int i = 7; i < 15; i++) {
            reports.add(second(i, 2));
        }
        assertThat(spans()).containsExactly("7 to 10", "10 to 15");
        reports.add(second(16, 1));
        reports.add(second(23, 1)); // the probe has slept
        reports.end();
        assertThat(spans()).containsExactly("7 to 10", "10 to 15", "16 to 17", "23 to 24");
        assertThat(told).extracting(report -> report.id().sequence()).containsExactly(1L, 2L, 3L, 4L);
        assertThat(told).extracting(report -> report.capture().gaps()).containsExactly(6L, 10L, 1L, 1L);
    }

    @Test
    void aReaderThatFailsDoesNotHarmTheOthers() {
        List<IntervalReport> others = new ArrayList<>();
        ReportOptions options = ReportOptions.ofThisMachine();
        Reports reports = new Reports(
                options,
                () -> CaptureCounters.NONE,
                List.of(
                        report -> {
                            throw new IllegalStateException("meant");
                        },
                        others::add));
        reports.add(second(1, 0));
        reports.add(second(2, 0));
        assertThat(others).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10})
    void whatIsReportedAddsUpToWhatWasHeard(int seconds) throws Exception {
        ProbeOptions options = ProbeOptions.of("recorded", Ports.of(Recorded.PORT))
                .withReport(ReportOptions.ofThisMachine().withProbe("db-1").withInterval(Duration.ofSeconds(seconds)));
        try (Probe probe = Probe.start(
                PacketSources.of(Recorded.sessions(dir, 200).open()), options, notice -> {}, List.of(told::add))) {
            assertThat(probe.awaitEnd(90, TimeUnit.SECONDS)).isTrue();
            assertThat(told.stream()
                            .mapToLong(report -> StatementClasses.total(report.summary())
                                    .tally()
                                    .count())
                            .sum())
                    .isEqualTo(probe.queries())
                    .isPositive();
            CaptureFigures all =
                    told.stream().map(IntervalReport::capture).reduce(CaptureFigures.NONE, CaptureFigures::plus);
            assertThat(all.sessions()).isEqualTo(200);
            assertThat(all.packets()).isEqualTo(probe.captured().packets());
            assertThat(told)
                    .extracting(report -> report.id().sequence())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, told.size()).boxed().toList());
            assertThat(told).extracting(report -> report.id().probe()).containsOnly("db-1");
            assertThat(told)
                    .extracting(report -> report.id().epoch())
                    .containsOnly(told.getFirst().id().epoch());
        }
    }
}
