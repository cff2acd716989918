package io.hydrophone.probe.master;

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
import io.hydrophone.probe.push.SealedReport;
import io.hydrophone.report.CaptureFigures;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Reports of probes that do not exist: real reports all the same, and known how they add up. */
final class Generated {
    static final long SECOND = 1_000_000_000L;
    private static final long BEGIN = 1_700_000_000L * SECOND;

    private Generated() {}

    /** The report of a second; its statements were asked {@link #queries} times. */
    static IntervalReport report(String probe, long epoch, long sequence, int statements) {
        int[] counts = new int[statements];
        Arrays.setAll(counts, statement -> queries(sequence, statement));
        return report(new ReportId(probe, epoch, sequence), sequence, counts);
    }

    /** The report of a second in which each statement was asked so often. */
    static IntervalReport report(ReportId id, long second, int[] counts) {
        Random random = new Random(id.sequence() * 31 + id.probe().hashCode());
        long from = BEGIN + second * SECOND;
        List<StatementSummary> rows = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            int count = counts[i];
            LatencyHistogram histogram = new LatencyHistogram();
            for (int q = 0; q < count; q++) {
                histogram.record(1_000 + (long) (1e5 * Math.exp(random.nextGaussian())));
            }
            rows.add(new StatementSummary(
                    new StatementKey(Source.WIRE, id.probe() + ":3306", "shop", "app", 1_000 + i),
                    fingerprint(i),
                    new Tally(count, count, 0, 0, 0, 0, count, 0, 0, 40L * count, 400L * count, 0, 0, 0, 0),
                    histogram,
                    histogram,
                    from,
                    from + SECOND - 1_000,
                    null,
                    Ranking.empty(),
                    ClientRanking.empty(),
                    List.of(),
                    List.of()));
        }
        Summary summary = new Summary(
                from,
                from + SECOND,
                rows,
                List.of(),
                List.of(),
                new Timeline(SECOND / 1_000, from / (SECOND / 1_000), List.of()),
                null,
                new Summary.Bookkeeping(0, 0, 0, -1, Sampling.NONE));
        return new IntervalReport(id, "test", CaptureFigures.NONE, summary);
    }

    static String fingerprint(int statement) {
        return "select column_" + statement + " from t where id = ?";
    }

    static int queries(long sequence, int statement) {
        return 1 + (int) ((sequence + statement) % 5);
    }

    /** Those of a probe's first reports together. */
    static long queries(long reports, int statements, long first) {
        long queries = 0;
        for (long sequence = first; sequence < first + reports; sequence++) {
            for (int i = 0; i < statements; i++) {
                queries += queries(sequence, i);
            }
        }
        return queries;
    }

    static SealedReport sealed(IntervalReport report) {
        return new SealedReport(report.id(), Frames.write(report));
    }
}
