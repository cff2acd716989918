package io.hydrophone.traffic.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SessionGateTest {
    private static final int RUNNING_BESIDE = 10;

    /** Of each session the thread that it was let in on, or null. */
    private final List<Thread> sessions = new ArrayList<>();

    @Test
    void noMoreRunThanTheSourceHad() {
        SessionGate gate = new SessionGate(true);
        begin(gate); // 0
        begin(gate); // 1, beside it
        gate.over(); // 0 was over
        begin(gate); // 2 began after it, and waits for it
        gate.over();
        gate.over();
        begin(gate); // 3, when all were over
        assertThat(started()).containsExactly(true, true, false, false);
        gate.ended();
        assertThat(started()).containsExactly(true, true, true, false);
        gate.open();
        assertThat(started()).containsExactly(true, true, true, true);
    }

    @Test
    void withAScheduleAllBegin() {
        SessionGate gate = new SessionGate(false);
        begin(gate);
        gate.over();
        begin(gate);
        assertThat(started()).containsExactly(true, true);
    }

    @Test
    void beyondTheFirstFewHundredSessionsAreVirtual() {
        SessionGate gate = new SessionGate(false);
        for (int i = 0; i < SessionGate.MOST_OF_THE_SYSTEM + RUNNING_BESIDE; i++) {
            begin(gate);
        }
        assertThat(sessions).filteredOn(Thread::isVirtual).hasSize(RUNNING_BESIDE);
        assertThat(sessions.subList(0, SessionGate.MOST_OF_THE_SYSTEM))
                .allMatch(session -> session.isDaemon() && !session.isVirtual());
    }

    @Test
    void aSessionThatEndsLeavesItsThreadToAnother() {
        SessionGate gate = new SessionGate(false);
        for (int i = 0; i < SessionGate.MOST_OF_THE_SYSTEM; i++) {
            begin(gate);
        }
        gate.ended();
        begin(gate);
        begin(gate);
        assertThat(sessions).filteredOn(Thread::isVirtual).containsExactly(sessions.getLast());
    }

    private void begin(SessionGate gate) {
        int session = sessions.size();
        sessions.add(null);
        gate.begun(kind -> sessions.set(session, kind.unstarted(() -> {})));
    }

    private List<Boolean> started() {
        return sessions.stream().map(Objects::nonNull).toList();
    }
}
