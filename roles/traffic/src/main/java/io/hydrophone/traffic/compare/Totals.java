package io.hydrophone.traffic.compare;

import io.hydrophone.core.LatencyDistribution;
import io.hydrophone.core.LatencyHistogram;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What all statements come to.
 *
 * @param compared commands that were answered on both sides; of samples the fewer of both, statement by statement
 * @param unheard commands whose answer on the source is not known
 * @param unpaired answers of the target that belong to no command of the source
 * @param checksummed commands whose rows were compared by their checksum
 * @param differences how many commands differ in which way; none that is 0
 * @param skipped commands that were not sent to the target, by reason
 * @param source time of what succeeded on both sides
 * @param target the same on the target
 * @param expectedNanos time of the source's commands on the source
 * @param addedNanos by how much longer they take on the target; below 0 when they take less
 */
public record Totals(
        long compared,
        long unheard,
        long unpaired,
        long checksummed,
        Map<Difference, Long> differences,
        Map<String, Long> skipped,
        LatencyDistribution source,
        LatencyDistribution target,
        long expectedNanos,
        long addedNanos) {
    public Totals {
        differences = Map.copyOf(differences);
        skipped = Map.copyOf(skipped);
    }

    static Totals of(List<StatementComparison> statements, long unpaired) {
        long compared = 0;
        long unheard = 0;
        long checksummed = 0;
        long expected = 0;
        long added = 0;
        Map<Difference, Long> differences = new EnumMap<>(Difference.class);
        Map<String, Long> skipped = new TreeMap<>();
        LatencyHistogram source = new LatencyHistogram();
        LatencyHistogram target = new LatencyHistogram();
        for (StatementComparison statement : statements) {
            compared += statement.compared();
            unheard += statement.unheard();
            checksummed += statement.checksummed();
            statement.differences().forEach((difference, count) -> differences.merge(difference, count, Long::sum));
            statement.skipped().forEach((reason, count) -> skipped.merge(reason, count, Long::sum));
            LatencyDistribution before = statement.source().total();
            LatencyDistribution after = statement.target().total();
            source.merge(before);
            target.merge(after);
            if (before.count() > 0 && after.count() > 0) {
                expected += before.sum();
                added += LatencyTest.addedNanos(before, after);
            }
        }
        return new Totals(
                compared, unheard, unpaired, checksummed, differences, skipped, source, target, expected, added);
    }

    public long count(Difference difference) {
        return differences.getOrDefault(difference, 0L);
    }

    /** Commands that were not sent to the target. */
    public long skippedCount() {
        return skipped.values().stream().mapToLong(Long::longValue).sum();
    }

    /** By which part the source's commands take longer on the target; below 0 when they take less, 0 when nothing is known. */
    public double growth() {
        return expectedNanos <= 0 ? 0 : (double) addedNanos / expectedNanos;
    }
}
