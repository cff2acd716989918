package io.hydrophone.probe.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.ProblemException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProbeStateTest {
    private static final long NOW = 1_000_000L;

    @Test
    void reportsAddUpAndTheNewestIntervalStands() {
        Made made = new Made(1, 3);
        ProbeState state = ProbeState.none("db-é")
                .after(made.report("db-é", 1, 1, 5 * Made.SECOND), NOW)
                .after(made.report("db-é", 1, 2, 6 * Made.SECOND), NOW + 1);
        long queries = state.queries();
        ProbeState late = state.after(made.report("db-é", 1, 3, 2 * Made.SECOND), NOW + 2);
        assertThat(queries).isPositive();
        assertThat(late.queries()).isEqualTo(made.figures().queries());
        assertThat(late.reports()).isEqualTo(3);
        assertThat(late.toNanos()).isEqualTo(7 * Made.SECOND);
        assertThat(late.queriesPerSecond()).isEqualTo(state.queriesPerSecond()).isPositive();
        assertThat(late.isUp(NOW + 2 + 3_000, 2_000)).isTrue();
        assertThat(late.isUp(NOW + 2 + 3_001, 2_000)).isFalse();
    }

    @Test
    void itIsReadAsItWasWritten() {
        ProbeState state = ProbeState.none("db-é").after(new Made(1, 3).report("db-é", 1, 1, 5 * Made.SECOND), NOW);
        assertThat(ProbeState.read(state.write())).isEqualTo(state);
    }

    @Test
    void whatIsCutShortOrOfAnotherVersionIsRefused() {
        byte[] bytes = ProbeState.none("d").write();
        byte[] newer = bytes.clone();
        newer[0] = 9;
        for (byte[] wrong : new byte[][] {{}, {1}, Arrays.copyOf(bytes, bytes.length - 1), newer}) {
            assertThatThrownBy(() -> ProbeState.read(wrong))
                    .isInstanceOfSatisfying(
                            ProblemException.class,
                            e -> assertThat(e.problem().code()).isEqualTo("bad-probe-state"));
        }
    }
}
