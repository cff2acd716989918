package io.hydrophone.report.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.LatencyHistogram;
import io.hydrophone.core.Source;
import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.QueryFilter;
import io.hydrophone.digest.summary.ClientRanking;
import io.hydrophone.digest.summary.Ranking;
import io.hydrophone.digest.summary.Sampling;
import io.hydrophone.digest.summary.StatementKey;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.digest.summary.Tally;
import io.hydrophone.digest.summary.Timeline;
import io.hydrophone.report.CaptureFigures;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportId;
import io.hydrophone.report.ReportMessagePack;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReportSumTest {
    private static final long SECOND = 1_000_000_000L;
    private static final DigestOptions BOUNDS = new DigestOptions(100, 100, -1, QueryFilter.ALL);

    /** Means and least values of percentiles would not: a fast probe with many queries hides a slow one. */
    @Test
    void aQuantileOfTheSumIsThatOfAllValues() {
        Random random = new Random(7);
        ReportSum sum = new ReportSum(BOUNDS, true);
        long[] all = new long[200 * 300];
        for (int probe = 0, n = 0; probe < 200; probe++) {
            double slowness = Math.exp(random.nextGaussian());
            long[] values = new long[300];
            for (int i = 0; i < values.length; i++) {
                values[i] = 1 + (long) (slowness * 1e6 * Math.exp(2 * random.nextGaussian()));
                all[n++] = values[i];
            }
            sum.add(report("p" + probe, values));
        }
        Arrays.sort(all);
        StatementSummary row =
                sum.snapshot(new ReportId("m", 1, 1), "").summary().statements().getFirst();
        assertThat(row.total().count()).isEqualTo(all.length);
        assertThat(row.total().sum()).isEqualTo(Arrays.stream(all).sum());
        for (double q : new double[] {0.5, 0.9, 0.99, 0.999}) {
            double exact = all[(int) Math.ceil(q * all.length) - 1];
            assertThat(Math.abs(row.total().quantile(q) / exact - 1))
                    .as("q %s", q)
                    .isLessThan(0.022);
        }
    }

    @Test
    void aSumThatBeganAnewIsLikeANewOneAndWhatWasReadOfItStays() {
        ReportSum used = new ReportSum(BOUNDS, true);
        used.add(report("p1", 5, 70_000, 900));
        used.add(report("p2", 1));
        IntervalReport before = snapshot(used);
        byte[] asRead = ReportMessagePack.write(before);

        used.reset();
        assertThat(used.reports()).isZero();
        assertThat(snapshot(used).summary().statements()).isEmpty();
        used.add(report("p2", 30_000_000, 4));
        used.add(report("p3", 12));

        ReportSum fresh = new ReportSum(BOUNDS, true);
        fresh.add(report("p2", 30_000_000, 4));
        fresh.add(report("p3", 12));
        assertThat(ReportMessagePack.write(snapshot(used))).isEqualTo(ReportMessagePack.write(snapshot(fresh)));
        assertThat(ReportMessagePack.write(before)).isEqualTo(asRead);
    }

    private static IntervalReport snapshot(ReportSum sum) {
        return sum.snapshot(new ReportId("m", 1, 1), "");
    }

    private static IntervalReport report(String probe, long... values) {
        LatencyHistogram histogram = new LatencyHistogram();
        Arrays.stream(values).forEach(histogram::record);
        StatementSummary row = new StatementSummary(
                new StatementKey(Source.WIRE, "db:3306", "shop", "app", 42),
                "select ?",
                new Tally(values.length, values.length, 0, 0, 0, 0, -1, -1, -1, -1, -1, -1, -1, -1, 0),
                histogram,
                histogram,
                SECOND,
                2 * SECOND,
                null,
                Ranking.empty(),
                ClientRanking.empty(),
                List.of(),
                List.of());
        Summary summary = new Summary(
                SECOND,
                2 * SECOND,
                List.of(row),
                List.of(),
                List.of(),
                new Timeline(SECOND, 0, List.of()),
                null,
                new Summary.Bookkeeping(0, 0, 0, -1, Sampling.NONE));
        return new IntervalReport(new ReportId(probe, 1, 1), "", CaptureFigures.NONE, summary);
    }
}
