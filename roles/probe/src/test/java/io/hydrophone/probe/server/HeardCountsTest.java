package io.hydrophone.probe.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.LatencyHistogram;
import io.hydrophone.core.Source;
import io.hydrophone.digest.summary.ClientRanking;
import io.hydrophone.digest.summary.Ranking;
import io.hydrophone.digest.summary.Sampling;
import io.hydrophone.digest.summary.StatementKey;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.digest.summary.Tally;
import io.hydrophone.digest.summary.Timeline;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeardCountsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final String OURS = "10.0.0.1:3306";

    private final HeardCounts counts = new HeardCounts(OURS::equals);

    private static StatementSummary row(String instance, long digest, long count) {
        return new StatementSummary(
                new StatementKey(Source.WIRE, instance, "", "", digest),
                "",
                new Tally(count, count, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
                new LatencyHistogram().snapshot(),
                new LatencyHistogram().snapshot(),
                0,
                0,
                null,
                Ranking.empty(),
                ClientRanking.empty(),
                List.of(),
                List.of());
    }

    private void second(long number, StatementSummary... rows) {
        counts.add(new Summary(
                number * SECOND,
                (number + 1) * SECOND,
                List.of(rows),
                List.of(),
                List.of(),
                new Timeline(SECOND, 0, List.of()),
                null,
                new Summary.Bookkeeping(0, 0, 0, -1, Sampling.NONE)));
    }

    @Test
    void takesTheSecondsThatAreOverAndLeavesTheOthers() throws Exception {
        second(1, row(OURS, 77, 5), row("10.0.0.2:3306", 77, 100), row(OURS, StatementKey.TEXT_LOST, 9));
        second(2, row(OURS, 77, 1), row(OURS, 88, 2));
        second(3, row(OURS, 77, 40));
        assertThat(counts.take(3 * SECOND, 0)).containsExactlyInAnyOrderEntriesOf(Map.of(77L, 6L, 88L, 2L));
        assertThat(counts.take(4 * SECOND, 0)).isEqualTo(Map.of(77L, 40L));
        assertThat(counts.take(5 * SECOND, 0)).isEmpty();
    }

    @Test
    void keepsTheSumOfALongInterval() throws Exception {
        for (int i = 1; i <= 300; i++) {
            second(i, row(OURS, 77, 2));
        }
        assertThat(counts.take(301 * SECOND, 0)).isEqualTo(Map.of(77L, 600L));
    }
}
