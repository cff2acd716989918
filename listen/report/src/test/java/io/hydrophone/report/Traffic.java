package io.hydrophone.report;

import io.hydrophone.core.Source;
import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.IntervalDigest;
import io.hydrophone.digest.SummaryMerge;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.digest.transaction.TransactionOptions;
import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.TrafficDecoder;
import io.hydrophone.wire.synthetic.SyntheticTraffic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is heard of made-up traffic, second by second. */
public final class Traffic {
    private static final int PORT = 3306;

    /** Slow, by these bounds, is most of it. */
    private static final DigestOptions OPTIONS =
            DigestOptions.DEFAULT.withSlowNanos(50_000).withTransactions(TransactionOptions.DEFAULT);

    private Traffic() {}

    public static List<Summary> seconds(int sessions) {
        List<Summary> seconds = new ArrayList<>();
        IntervalDigest digest = new IntervalDigest(Source.WIRE, OPTIONS, Duration.ofSeconds(1), seconds::add);
        TrafficDecoder decoder =
                new TrafficDecoder(new DecoderOptions(Ports.of(PORT), 1_024, 64 << 10, 16L << 20), digest);
        SyntheticTraffic.play(decoder, PORT, sessions);
        digest.end();
        return seconds;
    }

    public static Summary merged(List<Summary> summaries) {
        SummaryMerge merge = new SummaryMerge(OPTIONS);
        summaries.forEach(merge::add);
        return merge.snapshot();
    }

    public static IntervalReport report(long sequence, Summary summary) {
        CaptureFigures figures = new CaptureFigures(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13);
        return new IntervalReport(new ReportId("db-1", 0x1234_5678_9abcL, sequence), "0.1.0", figures, summary);
    }
}
