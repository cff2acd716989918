package io.hydrophone.probe.kafka;

import io.hydrophone.digest.StatementClasses;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.probe.Counters;
import io.hydrophone.probe.master.Frames;
import io.hydrophone.probe.master.InstanceTotals;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportId;
import io.hydrophone.report.merge.ReportSum;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** All partitions' parts of an answer, each once. */
final class WholeFleet {
    private static final ReportId SUM = new ReportId("", 0, 0);

    private final List<Part> parts;

    private WholeFleet(List<Part> parts) {
        this.parts = parts;
    }

    /**
     * Takes what the copies gave.
     *
     * @param partitions how many there are
     * @throws NotWhole when one is missing, or two copies believe that it is theirs
     */
    static WholeFleet of(List<Part> parts, int partitions) throws NotWhole {
        BitSet seen = new BitSet(partitions);
        for (Part part : parts) {
            if (part.partition() >= partitions) {
                throw new NotWhole("a copy has partition " + part.partition() + ", which the topic had not", "");
            }
            if (seen.get(part.partition())) {
                throw new NotWhole("two copies have partition " + part.partition(), "");
            }
            seen.set(part.partition());
        }
        if (seen.cardinality() < partitions) {
            throw new NotWhole(
                    "no copy has partition " + seen.nextClearBit(0) + " ready: it is on its way to another one", "");
        }
        return new WholeFleet(parts);
    }

    /** Sums or intervals as one sum, for one server or for all. */
    Summary sum(String instance) {
        ReportSum sum = new ReportSum(Sums.FLEET, false);
        reports(report -> sum.add(instance == null ? report : only(report, instance)));
        return sum.snapshot(SUM, "").summary();
    }

    /** Sums by server. */
    InstanceTotals instances() {
        InstanceTotals instances = new InstanceTotals();
        reports(report -> report.summary().statements().forEach(instances::add));
        return instances;
    }

    /** What Prometheus is told of sums. */
    record Scrape(Counters counters, InstanceTotals instances) {}

    Scrape scrape() {
        Scrape scrape = new Scrape(new Counters(), new InstanceTotals());
        reports(report -> {
            scrape.counters.add(report.summary(), StatementClasses.total(report.summary()));
            report.summary().statements().forEach(scrape.instances::add);
        });
        return scrape;
    }

    /** How the probes are, by their names. */
    List<ProbeState> probes() {
        List<ProbeState> probes = new ArrayList<>();
        parts.forEach(part -> part.frames().forEach(frame -> probes.add(ProbeState.read(frame))));
        probes.sort(Comparator.comparing(ProbeState::name));
        return probes;
    }

    private void reports(Consumer<IntervalReport> reader) {
        parts.forEach(part -> part.frames().forEach(frame -> reader.accept(Frames.readSum(frame))));
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
