package io.hydrophone.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Source;
import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.DigestTable;
import io.hydrophone.digest.StatementClasses;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.TrafficDecoder;
import io.hydrophone.wire.source.CaptureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbeTest {
    private static final Ports PORTS = Ports.of(Recorded.PORT);

    @TempDir
    Path dir;

    @Test
    void secondsTogetherAreWhatWasHeardAtOnce() throws Exception {
        Recorded recorded = Recorded.sessions(dir, 400);
        DigestTable atOnce = new DigestTable(Source.WIRE, DigestOptions.DEFAULT);
        try (CaptureFile file = recorded.open()) {
            file.run(new TrafficDecoder(DecoderOptions.of(PORTS), atOnce));
        }
        try (Probe probe = finished(recorded)) {
            Summary bySeconds = probe.sinceStart();
            StatementSummary expected = StatementClasses.total(atOnce.snapshot());
            StatementSummary heard = StatementClasses.total(bySeconds);
            assertThat(expected.tally().count()).isPositive();
            assertThat(heard.tally()).isEqualTo(expected.tally());
            assertThat(heard.total().sum()).isEqualTo(expected.total().sum());
            assertThat(heard.total().quantile(0.99)).isEqualTo(expected.total().quantile(0.99));
            assertThat(bySeconds.statements()).hasSameSizeAs(atOnce.snapshot().statements());
            long byKind = probe.counters(counters -> counters.kinds.all().values().stream()
                    .mapToLong(Counters.Count::value)
                    .sum());
            assertThat(byKind).isEqualTo(expected.tally().count());
        }
    }

    @Test
    void tellsTheLoadOfTheLastSeconds() throws Exception {
        try (Probe probe = finished(Recorded.sessions(dir, 400))) {
            Pulse all = probe.pulse(Ledger.SECONDS);
            assertThat(all.queries())
                    .isEqualTo(
                            StatementClasses.total(probe.sinceStart()).tally().count());
            assertThat(all.seconds()).isEqualTo(probe.pulses(Ledger.SECONDS).size());
            assertThat(all.queriesPerSecond()).isPositive();
            assertThat(all.errors()).isPositive();
            assertThat(StatementClasses.total(probe.last(Ledger.SECONDS))
                            .tally()
                            .count())
                    .isEqualTo(all.queries());
        }
    }

    @Test
    void tellsOnlyTheSecondsThatAreAskedFor() throws Exception {
        try (Probe probe = finished(Recorded.sessions(dir, 400))) {
            Summary all = probe.sinceStart();
            Summary none = probe.between(0, all.fromNanos());
            assertThat(none.statements()).isEmpty();
            Summary first = probe.between(all.fromNanos(), all.fromNanos() + 1);
            assertThat(first.toNanos() - first.fromNanos()).isEqualTo(1_000_000_000L);
        }
    }

    @Test
    void seesWhatWasAskedAndNotAnswered() throws Exception {
        // Within the first session: handshake and login, then statements, each asked and answered in packets of its
        // own.
        boolean seen = false;
        for (int packets = 6; packets < 40; packets++) {
            try (Probe probe = finished(Recorded.sessions(dir, 1, packets))) {
                Observation observation = probe.observe();
                assertThat(observation.runningCount()).isLessThanOrEqualTo(1);
                for (RunningStatement running : observation.running()) {
                    seen |= running.masked().equals("SELECT c FROM sbtest1 WHERE id=?");
                    assertThat(running.key().user()).isEqualTo("app0");
                    assertThat(running.key().database()).isEqualTo("shop");
                    assertThat(running.ageNanos()).isNotNegative();
                }
            }
        }
        assertThat(seen).isTrue();
    }

    @Test
    void tellsWhyTheSourceEnded() throws Exception {
        Path file =
                Files.writeString(dir.resolve("text"), "this is no capture, but it is long enough to be read as one");
        try (Probe probe = Probe.start(CaptureFile.open(file), ProbeOptions.of("text", PORTS))) {
            assertThat(probe.awaitEnd(90, TimeUnit.SECONDS)).isTrue();
            assertThat(probe.problem().code()).isEqualTo("not-a-capture");
            assertThat(probe.observe().wire().segments()).isZero();
        }
    }

    private static Probe finished(Recorded recorded) throws IOException, InterruptedException {
        Probe probe = Probe.start(recorded.open(), ProbeOptions.of("recorded", PORTS));
        assertThat(probe.awaitEnd(90, TimeUnit.SECONDS)).isTrue();
        assertThat(probe.problem()).isNull();
        return probe;
    }
}
