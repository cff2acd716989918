package io.hydrophone.probe.kafka;

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
import io.hydrophone.report.CaptureFigures;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Reports of made-up traffic, and what they are together, counted without anything of the merge. */
final class Made {
    static final long SECOND = 1_000_000_000L;

    private static final long SLOT = 1_024_000_000L;

    private final Random random;
    private final int statements;
    private long reports;
    private long queries;
    private long rows;
    private long nanos;

    Made(long seed, int statements) {
        this.random = new Random(seed);
        this.statements = statements;
    }

    /** Of one second; the probe listens beside the server of its name. */
    IntervalReport report(String probe, long epoch, long sequence, long fromNanos) {
        List<StatementSummary> all = new ArrayList<>();
        for (int statement = 0; statement < statements; statement++) {
            all.add(statement(probe + ":3306", 100 + statement, fromNanos));
        }
        Summary summary = new Summary(
                fromNanos,
                fromNanos + SECOND,
                all,
                List.of(),
                List.of(),
                new Timeline(SLOT, fromNanos / SLOT, List.of()),
                null,
                new Summary.Bookkeeping(0, 0, 0, -1, Sampling.NONE));
        reports++;
        return new IntervalReport(new ReportId(probe, epoch, sequence), "test", CaptureFigures.NONE, summary);
    }

    private StatementSummary statement(String instance, long digest, long fromNanos) {
        LatencyHistogram histogram = new LatencyHistogram();
        int count = 1 + random.nextInt(5);
        int sent = random.nextInt(100);
        for (int i = 0; i < count; i++) {
            long took = 1 + (long) (1e6 * Math.exp(2 * random.nextGaussian()));
            histogram.record(took);
            nanos += took;
        }
        queries += count;
        rows += sent;
        return new StatementSummary(
                new StatementKey(Source.WIRE, instance, "shop", "app", digest),
                "select " + digest + " from t where id = ?",
                new Tally(count, count, 0, 0, 0, 0, sent, 0, 0, 0, 0, 0, 0, 0, 0),
                histogram,
                histogram,
                fromNanos,
                fromNanos + 1,
                null,
                Ranking.empty(),
                ClientRanking.empty(),
                List.of(),
                List.of());
    }

    /** What was made, together. */
    record Figures(long queries, long rows, long nanos) {
        static Figures of(Summary summary) {
            long queries = 0;
            long rows = 0;
            long nanos = 0;
            for (StatementSummary row : summary.statements()) {
                queries += row.tally().count();
                rows += row.tally().rowsSent();
                nanos += row.total().sum();
            }
            return new Figures(queries, rows, nanos);
        }
    }

    Figures figures() {
        return new Figures(queries, rows, nanos);
    }

    long reports() {
        return reports;
    }
}
