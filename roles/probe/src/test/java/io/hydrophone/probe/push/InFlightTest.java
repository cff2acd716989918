package io.hydrophone.probe.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.probe.push.InFlight.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private final List<Long> done = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();
    private final InFlight inFlight = new InFlight((last, reports) -> {
        done.add(last.onDisk());
        counts.add(reports);
    });

    @Test
    void anAcknowledgementIsCumulativeWithinAnEpoch() {
        send(1, "a", 1);
        send(2, "a", 2);
        send(3, "a", 3);
        assertThat(inFlight.acknowledge(id("a", 2))).isEqualTo(Verdict.ADVANCED);
        assertThat(done).containsExactly(2L);
        assertThat(counts).containsExactly(2);
    }

    @Test
    void anotherEpochIsNotCoveredAndHoldsBackWhatCameAfterIt() {
        send(1, "a", 8);
        send(2, "b", 1);
        assertThat(inFlight.acknowledge(id("b", 1))).isEqualTo(Verdict.REPEATED);
        assertThat(done).isEmpty();
        assertThat(inFlight.acknowledge(id("a", 8))).isEqualTo(Verdict.ADVANCED);
        assertThat(done).containsExactly(2L);
        assertThat(counts).containsExactly(2);
    }

    @Test
    void whatWasNotSentIsStray() {
        assertThat(inFlight.acknowledge(id("a", 1))).isEqualTo(Verdict.STRAY);
        send(1, "a", 5);
        assertThat(inFlight.acknowledge(id("a", 6))).isEqualTo(Verdict.STRAY);
        assertThat(inFlight.acknowledge(id("b", 5))).isEqualTo(Verdict.STRAY);
        assertThat(inFlight.acknowledge(new ReportId("db-8", "a", 5))).isEqualTo(Verdict.STRAY);
        assertThat(done).isEmpty();
    }

    @Test
    void whatIsKnownIsRepeated() {
        send(1, "a", 5);
        assertThat(inFlight.acknowledge(id("a", 4))).isEqualTo(Verdict.REPEATED);
        assertThat(inFlight.acknowledge(id("a", 5))).isEqualTo(Verdict.ADVANCED);
        assertThat(inFlight.acknowledge(id("a", 5))).isEqualTo(Verdict.REPEATED);
        assertThat(done).containsExactly(1L);
    }

    @Test
    void aPongCoversTheFramesBeforeItsPing() {
        send(1, "a", 1);
        send(2, "a", 2);
        assertThat(inFlight.answered(0)).isEqualTo(Verdict.REPEATED);
        assertThat(inFlight.answered(1)).isEqualTo(Verdict.ADVANCED);
        assertThat(done).containsExactly(1L);
    }

    @Test
    void itIsFullByNumberAndByBytes() {
        for (int i = 1; i < InFlight.MAX_REPORTS; i++) {
            send(i, "a", i);
        }
        assertThat(inFlight.isFull()).isFalse();
        send(InFlight.MAX_REPORTS, "a", InFlight.MAX_REPORTS);
        assertThat(inFlight.isFull()).isTrue();
        inFlight.acknowledge(id("a", InFlight.MAX_REPORTS));
        assertThat(inFlight.isFull()).isFalse();
        inFlight.add(new Pending(Reports.of("a", 99, (int) InFlight.MAX_BYTES), 99, 0), 99, 0);
        assertThat(inFlight.isFull()).isTrue();
    }

    private void send(long place, String epoch, long sequence) {
        inFlight.add(new Pending(Reports.of(epoch, sequence, 100), place, 0), place, 0);
    }

    private static ReportId id(String epoch, long sequence) {
        return new ReportId("db-7", epoch, sequence);
    }
}
