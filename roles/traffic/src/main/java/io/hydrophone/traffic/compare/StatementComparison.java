package io.hydrophone.traffic.compare;

import io.hydrophone.protocol.Command;
import java.util.List;
import java.util.Map;

/**
 * A statement on both sides.
 *
 * @param digest of the fingerprint, 0 for commands without text and for all others together
 * @param fingerprint the text without literals; "" for commands that have none
 * @param command by which it was asked; null for all others together
 * @param compared commands that were answered on both sides; of samples the fewer of both
 * @param unheard commands whose answer on the source is not known
 * @param differences how many commands differ in which way; none that is 0
 * @param errors most frequent first
 * @param otherErrors commands with errors for which the list has no room
 * @param checksummed commands whose rows were compared by their checksum
 * @param skipped commands that were not sent to the target, by reason
 * @param examples one for each way in which commands differ
 * @param latency null when there were too few to say
 */
public record StatementComparison(
        long digest,
        String fingerprint,
        Command command,
        long compared,
        long unheard,
        SideFigures source,
        SideFigures target,
        Map<Difference, Long> differences,
        List<ErrorChange> errors,
        long otherErrors,
        long checksummed,
        Map<String, Long> skipped,
        List<Example> examples,
        LatencyChange latency,
        Verdict verdict) {
    public StatementComparison {
        differences = Map.copyOf(differences);
        errors = List.copyOf(errors);
        skipped = Map.copyOf(skipped);
        examples = List.copyOf(examples);
    }

    public long count(Difference difference) {
        return differences.getOrDefault(difference, 0L);
    }

    /** By how much longer it takes in all on the target, 0 when that is not known. */
    public long addedNanos() {
        return latency == null ? 0 : latency.addedNanos();
    }
}
