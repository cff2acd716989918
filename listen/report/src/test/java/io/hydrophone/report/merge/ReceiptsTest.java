package io.hydrophone.report.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.report.ReportId;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptsTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void eachReportIsNewOnceInWhateverOrder(long seed) {
        Random random = new Random(seed);
        Receipts receipts = new Receipts();
        Set<ReportId> seen = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            ReportId id = new ReportId("p" + random.nextInt(3), random.nextInt(4), 1 + random.nextInt(200));
            assertThat(receipts.contains(id)).isEqualTo(seen.contains(id));
            assertThat(receipts.add(id)).as("%s", id).isEqualTo(seen.add(id));
        }
        assertThat(receipts.count()).isEqualTo(seen.size());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatIsMissingMakesBothTheSame(long seed) {
        Random random = new Random(seed);
        Receipts ours = some(random);
        Receipts theirs = some(random);
        ours.addAll(ours.missing(theirs));
        theirs.addAll(theirs.missing(ours));
        assertThat(ours.all()).isEqualTo(theirs.all());
        assertThat(ours.missing(theirs)).isEmpty();
    }

    @Test
    void aGapIsOneRange() {
        Receipts ours = new Receipts();
        Receipts theirs = new Receipts();
        for (long sequence = 1; sequence <= 10; sequence++) {
            theirs.add(new ReportId("p", 1, sequence));
            if (sequence < 4 || sequence > 6) {
                ours.add(new ReportId("p", 1, sequence));
            }
        }
        assertThat(ours.missing(theirs))
                .containsExactly(new Receipts.Stretch("p", 1, List.of(new Receipts.Range(4, 6))));
        assertThat(theirs.all()).containsExactly(new Receipts.Stretch("p", 1, List.of(new Receipts.Range(1, 10))));
        assertThat(theirs.last("p", 1)).isEqualTo(10);
    }

    @Test
    void anEpochThatIsTooOldCountsAsAccepted() {
        Receipts receipts = new Receipts();
        for (long epoch = 1; epoch <= Receipts.MAX_EPOCHS + 1; epoch++) {
            receipts.add(new ReportId("p", epoch, 1));
        }
        assertThat(receipts.contains(new ReportId("p", 1, 7))).isTrue();
        assertThat(receipts.add(new ReportId("p", 1, 7))).isFalse();
        assertThat(receipts.add(new ReportId("p", 2, 7))).isTrue();
    }

    private static Receipts some(Random random) {
        Receipts receipts = new Receipts();
        for (int i = 0; i < 300; i++) {
            receipts.add(new ReportId("p" + random.nextInt(3), random.nextInt(2), 1 + random.nextInt(100)));
        }
        return receipts;
    }
}
