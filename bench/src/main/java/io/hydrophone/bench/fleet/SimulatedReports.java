package io.hydrophone.bench.fleet;

import io.hydrophone.core.LatencyHistogram;
import io.hydrophone.core.Source;
import io.hydrophone.digest.summary.ClientRanking;
import io.hydrophone.digest.summary.ClientShare;
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
import io.hydrophone.report.snappy.Snappy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Reports of many probes, encoded before anyone is measured. Each probe is beside a server of its own, all ask the same
 * statements, some servers are slower than others; of every statement all durations are kept, to compare with.
 */
final class SimulatedReports {
    private static final long SECOND = 1_000_000_000L;
    private static final int MOST_QUERIES = 4;

    private final int statements;
    private final byte[][][] frames;
    private final long[][] durations;
    private final int[] used;
    private long queries;

    SimulatedReports(int probes, int statements, int seconds, long fromNanos) {
        this.statements = statements;
        frames = new byte[probes][seconds][];
        durations = new long[statements][probes * seconds * MOST_QUERIES];
        used = new int[statements];
        Random random = new Random(4);
        double[] slowness = random.doubles(probes, 0.5, 4).toArray();
        for (int second = 0; second < seconds; second++) {
            for (int probe = 0; probe < probes; probe++) {
                IntervalReport report =
                        report(name(probe), second + 1L, fromNanos + second * SECOND, slowness[probe], random);
                frames[probe][second] = Snappy.compress(ReportMessagePack.write(report));
            }
        }
    }

    static String name(int probe) {
        return "probe-" + probe;
    }

    byte[] frame(int probe, int second) {
        return frames[probe][second];
    }

    /** In all reports. */
    long queries() {
        return queries;
    }

    long bytes() {
        return Arrays.stream(frames)
                .flatMap(Arrays::stream)
                .mapToLong(frame -> frame.length)
                .sum();
    }

    /** Of all durations of a statement, exactly. */
    long quantile(int statement, double q) {
        long[] sorted = Arrays.copyOf(durations[statement], used[statement]);
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(q * sorted.length) - 1];
    }

    static long digest(int statement) {
        return 0x9e37_79b9_7f4a_7c15L * (statement + 1);
    }

    private IntervalReport report(String probe, long sequence, long from, double slowness, Random random) {
        List<StatementSummary> rows = new ArrayList<>(statements);
        for (int statement = 0; statement < statements; statement++) {
            rows.add(row(probe, statement, from, slowness * (1 + statement % 7), random));
        }
        Summary summary = new Summary(
                from,
                from + SECOND,
                rows,
                List.of(),
                List.of(),
                new Timeline(1_000_000, 0, List.of()),
                null,
                new Summary.Bookkeeping(0, 0, 0, -1, Sampling.NONE));
        return new IntervalReport(new ReportId(probe, 1, sequence), "0.1.0", CaptureFigures.NONE, summary);
    }

    private StatementSummary row(String probe, int statement, long from, double slowness, Random random) {
        int count = 1 + random.nextInt(MOST_QUERIES);
        queries += count;
        LatencyHistogram histogram = new LatencyHistogram();
        for (int i = 0; i < count; i++) {
            long nanos = 1 + (long) (1e5 * slowness * Math.exp(random.nextGaussian()));
            histogram.record(nanos);
            durations[statement][used[statement]++] = nanos;
        }
        ClientShare client = new ClientShare("10.0.0.7", count, 0, 0, histogram.sum(), 0, 0, 0, 0);
        return new StatementSummary(
                new StatementKey(Source.WIRE, probe + ":3306", "shop", "app", digest(statement)),
                "select column_" + statement + " , name , price from product_" + statement % 50
                        + " where id = ? and status = ?",
                new Tally(count, count, 0, 0, 0, 0, 3L * count, 0, 0, 90L * count, 400L * count, 0, 0, 0, 0),
                histogram,
                histogram,
                from,
                from + SECOND - 1_000,
                null,
                Ranking.empty(),
                new ClientRanking(List.of(client), ClientRanking.empty().others()),
                List.of(),
                List.of());
    }
}
