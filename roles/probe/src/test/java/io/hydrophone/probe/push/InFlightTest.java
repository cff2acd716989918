package io.hydrophone.probe.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.probe.push.InFlight.Verdict;
import io.hydrophone.report.ReportId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private static final long A = 0xa;
    private static final long B = 0xb;

    private final List<Long> done = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();
    private final InFlight inFlight = new InFlight((last, reports) -> {
        done.add(last.onDisk());
        counts.add(reports);
    });

    @Test
    void anAcknowledgementIsCumulativeWithinAnEpoch() {
        send(1, A, 1);
        send(2, A, 2);
        send(3, A, 3);
        assertThat(inFlight.acknowledge(id(A, 2))).isEqualTo(Verdict.ADVANCED);
        assertThat(done).containsExactly(2L);
        assertThat(counts).containsExactly(2);
    }

    @Test
    void anotherEpochIsNotCoveredAndHoldsBackWhatCameAfterIt() {
        send(1, A, 8);
        send(2, B, 1);
        assertThat(inFlight.acknowledge(id(B, 1))).isEqualTo(Verdict.REPEATED);
        assertThat(done).isEmpty();
        assertThat(inFlight.acknowledge(id(A, 8))).isEqualTo(Verdict.ADVANCED);
        assertThat(done).containsExactly(2L);
        assertThat(counts).containsExactly(2);
    }

    @Test
    void whatWasNotSentIsStray() {
        assertThat(inFlight.acknowledge(id(A, 1))).isEqualTo(Verdict.STRAY);
        send(1, A, 5);
        assertThat(inFlight.acknowledge(id(A, 6))).isEqualTo(Verdict.STRAY);
        assertThat(inFlight.acknowledge(id(B, 5))).isEqualTo(Verdict.STRAY);
        assertThat(inFlight.acknowledge(new ReportId("db-8", A, 5))).isEqualTo(Verdict.STRAY);
        assertThat(done).isEmpty();
    }

    @Test
    void whatIsKnownIsRepeated() {
        send(1, A, 5);
        assertThat(inFlight.acknowledge(id(A, 4))).isEqualTo(Verdict.REPEATED);
        assertThat(inFlight.acknowledge(id(A, 5))).isEqualTo(Verdict.ADVANCED);
        assertThat(inFlight.acknowledge(id(A, 5))).isEqualTo(Verdict.REPEATED);
        assertThat(done).containsExactly(1L);
    }

    @Test
    void aPongCoversTheFramesBeforeItsPing() {
        send(1, A, 1);
        send(2, A, 2);
        assertThat(inFlight.answered(0)).isEqualTo(Verdict.REPEATED);
        assertThat(inFlight.answered(1)).isEqualTo(Verdict.ADVANCED);
        assertThat(done).containsExactly(1L);
    }

    @Test
    void itIsFullByNumberAndByBytes() {
        for (int i = 1; i < InFlight.MAX_REPORTS; i++) {
            send(i, A, i);
        }
        assertThat(inFlight.isFull()).isFalse();
        send(InFlight.MAX_REPORTS, A, InFlight.MAX_REPORTS);
        assertThat(inFlight.isFull()).isTrue();
        inFlight.acknowledge(id(A, InFlight.MAX_REPORTS));
        assertThat(inFlight.isFull()).isFalse();
        inFlight.add(new Pending(Reports.of(A, 99, (int) InFlight.MAX_BYTES), 99, 0), 99, 0);
        assertThat(inFlight.isFull()).isTrue();
    }

    private void send(long place, long epoch, long sequence) {
        inFlight.add(new Pending(Reports.of(epoch, sequence, 100), place, 0), place, 0);
    }

    private static ReportId id(long epoch, long sequence) {
        return new ReportId("db-7", epoch, sequence);
    }
}
