package io.hydrophone.probe.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.client.ServerStatus;
import org.junit.jupiter.api.Test;

class QuestionLedgerTest {
    private static final long SECOND = 1_000_000_000L;

    private final QuestionLedger ledger = new QuestionLedger();

    private void add(long second, long questions, long uptime, long own, long heard) {
        ledger.add(second * SECOND, new ServerStatus(questions, uptime, -1), own, own, heard);
    }

    @Test
    void beginsWithTheFirstReading() {
        add(0, 1_000_000, 5_000, 7, 300);
        assertThat(ledger.total().isKnown()).isFalse();
        add(10, 1_000_102, 5_010, 9, 375);
        assertThat(ledger.total()).isEqualTo(new Coverage(100, 75));
        assertThat(ledger.total().ratio()).isEqualTo(0.75);
        assertThat(ledger.total().unheard()).isEqualTo(25);
    }

    @Test
    void aServerThatWasStartedAnewHasBeenAskedWhatItCounts() {
        add(0, 1_000, 5_000, 3, 0);
        add(10, 1_103, 5_010, 6, 100);
        ledger.add(20 * SECOND, new ServerStatus(54, 4, -1), 10, 4, 150);
        assertThat(ledger.total()).isEqualTo(new Coverage(150, 150));
        ledger.add(30 * SECOND, new ServerStatus(2_000_055, 14, -1), 11, 5, 160);
        assertThat(ledger.total()).isEqualTo(new Coverage(2_000_150, 160));
    }

    @Test
    void theLastMinuteForgetsWhatWasBefore() {
        for (int i = 0; i <= 20; i++) {
            add(10L * i, 100L * i, 10L * i, 0, i <= 10 ? 0 : 100L * (i - 10));
        }
        assertThat(ledger.total()).isEqualTo(new Coverage(2_000, 1_000));
        assertThat(ledger.lastMinute()).isEqualTo(new Coverage(600, 600));
    }

    @Test
    void almostAllIsNotAll() {
        assertThat(new Coverage(10_000, 9_999).percent()).isEqualTo("99.9%");
        assertThat(new Coverage(10_000, 10_000).percent()).isEqualTo("100.0%");
        assertThat(new Coverage(10_000, 10_001).ratio()).isEqualTo(1.0);
    }
}
