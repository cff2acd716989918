package io.hydrophone.probe.kafka;

import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.probe.master.Frames;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportId;
import io.hydrophone.report.merge.ReportSum;
import java.util.BitSet;
import java.util.List;

/** All partitions' parts as one sum, for one server or for all. */
final class Fleet {
    private static final ReportId SUM = new ReportId("", 0, 0);

    private Fleet() {}

    /**
     * Adds up what the partitions have, each once.
     *
     * @param partitions how many there are
     * @param instance of which server; null for all
     * @throws NotWhole when one is missing, or two copies believe that it is theirs
     */
    static Summary sum(List<Part> parts, int partitions, String instance) throws NotWhole {
        BitSet seen = new BitSet(partitions);
        ReportSum sum = new ReportSum(Sums.FLEET, false);
        for (Part part : parts) {
            if (part.partition() >= partitions) {
                throw new NotWhole("a copy has partition " + part.partition() + ", which the topic had not", "");
            }
            if (seen.get(part.partition())) {
                throw new NotWhole("two copies have partition " + part.partition(), "");
            }
            seen.set(part.partition());
            for (byte[] frame : part.frames()) {
                IntervalReport report = Frames.readSum(frame);
                sum.add(instance == null ? report : only(report, instance));
            }
        }
        if (seen.cardinality() < partitions) {
            throw new NotWhole(
                    "no copy has partition " + seen.nextClearBit(0) + " ready: it is on its way to another one", "");
        }
        return sum.snapshot(SUM, "").summary();
    }

    /** The rows of one server. What is told of a whole report, and not of a row, is not of one server. */
    private static IntervalReport only(IntervalReport report, String instance) {
        Summary all = report.summary();
        List<StatementSummary> rows = all.statements().stream()
                .filter(row -> row.key().instance().equals(instance))
                .toList();
        Summary part = new Summary(
                all.fromNanos(), all.toNanos(), rows, List.of(), List.of(), all.timeline(), null, all.counts());
        return new IntervalReport(report.id(), report.version(), report.capture(), part);
    }
}
