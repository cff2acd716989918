package io.hydrophone.overload;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.probe.Probe;
import io.hydrophone.probe.ProbeOptions;
import io.hydrophone.probe.SampleState;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.SampleRatio;
import io.hydrophone.wire.WireCounters;
import io.hydrophone.wire.source.CaptureFilter;
import io.hydrophone.wire.source.LiveCapture;
import io.hydrophone.wire.source.Mechanism;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A part of the sessions is heard, live, and tells of all of them. */
@Tag("alone")
class SamplingTest {
    private static final int RING = 32 << 20;

    private final Server server = ServerKind.MARIADB_11_4.shared();
    private final ShortSessions load = new ShortSessions(server);

    private Probe probe(SampleRatio sample, int workers, int cpuLimit, Consumer<String> notices) {
        Ports ports = Ports.of(server.port());
        return Probe.start(
                LiveCapture.open(
                        List.of("lo"), CaptureFilter.of(ports).sampled(sample), Mechanism.AF_PACKET, RING, workers),
                ProbeOptions.of("lo", ports).withSample(sample).withCpuLimitPercent(cpuLimit),
                notices);
    }

    private record Questions(long count, long estimated) {
        static Questions of(Summary summary) {
            List<StatementSummary> rows = summary.statements().stream()
                    .filter(row -> ShortSessions.isQuestion(row.fingerprint()))
                    .toList();
            return new Questions(
                    rows.stream().mapToLong(row -> row.tally().count()).sum(),
                    rows.stream().mapToLong(row -> row.tally().estimatedCount()).sum());
        }
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void aQuarterOfTheSessionsIsHeardEachOfThemWhole(int workers) throws Exception {
        int sessions = 600;
        try (Probe probe = probe(new SampleRatio(4), workers, 0, notice -> {})) {
            for (int i = 0; i < sessions; i++) {
                load.session();
            }
            probe.stop();
            WireCounters wire = probe.observe().wire();
            Questions heard = Questions.of(probe.sinceStart());

            assertThat(wire.sessions()).isBetween(sessions / 6L, sessions / 3L);
            assertThat(wire.sessions() + wire.sampledOutSessions()).isEqualTo(sessions);
            assertThat(wire.midstreamSessions()).isZero();
            assertThat(wire.gaps()).isZero();
            assertThat(wire.lostCommands()).isZero();
            assertThat(heard.count).isEqualTo(wire.sessions() * ShortSessions.QUESTIONS);
            assertThat(heard.estimated).isEqualTo(4 * heard.count);
            assertThat(probe.captured().packets()).isLessThan(sessions * 20L);
            assertThat(probe.sampling().reason()).isEqualTo(SampleState.Reason.OPTION);
        }
    }

    @Test
    void whatTakesMoreThanItMayHearsFewerSessionsAndSaysSo() throws Exception {
        List<String> notices = Collections.synchronizedList(new ArrayList<>());
        try (Probe probe = probe(SampleRatio.ALL, 1, 1, notices::add)) {
            load.talk(4, Duration.ofSeconds(10));
            SampleState state = probe.sampling();
            probe.stop();
            WireCounters wire = probe.observe().wire();
            Questions heard = Questions.of(probe.sinceStart());

            assertThat(state.ratio().isAll()).isFalse();
            assertThat(state.reason()).isEqualTo(SampleState.Reason.CPU_LIMIT);
            assertThat(notices).isNotEmpty().first().asString().contains("more than the limit of 1%");
            assertThat(probe.sinceStart().counts().sampling().changed()).isTrue();
            assertThat(heard.count).isLessThan(load.questions() * 9 / 10);
            assertThat(heard.estimated).isCloseTo(load.questions(), Percentage.withPercentage(25));
            // Sessions that were let go are no losses of another kind.
            assertThat(wire.sampledOutSessions()).isPositive();
            assertThat(wire.gaps()).isZero();
            assertThat(wire.lostCommands()).isZero();
        }
    }
}
