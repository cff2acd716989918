package io.hydrophone.traffic.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.traffic.recording.Events;
import io.hydrophone.traffic.recording.TrafficEvent;
import org.junit.jupiter.api.Test;

class RunSessionsTest {
    private static final long OFFSET = 1L << 40;

    /** Moved there and back, every event is what it was. */
    @Test
    void nothingButTheSessionChanges() {
        for (TrafficEvent event : Events.random(1, 500)) {
            TrafficEvent moved = RunSessions.moved(event, OFFSET);
            assertThat(RunSessions.moved(moved, -OFFSET)).isEqualTo(event);
            assertThat(moved.nanos()).isEqualTo(event.nanos());
        }
    }

    @Test
    void theFirstRunKeepsItsNumbers() {
        RunSessions runs = new RunSessions();
        assertThat(runs.offset(77)).isZero();
        assertThat(runs.offset(-5)).isEqualTo(OFFSET);
        assertThat(runs.offset(9)).isEqualTo(2 * OFFSET);
        assertThat(runs.offset(77)).isZero();
    }
}
