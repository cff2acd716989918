package io.hydrophone.report.merge;

import io.hydrophone.report.ReportId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which reports were accepted, so that each counts once however often it comes, in whatever order. Bounded: of a probe
 * the last {@value #MAX_EPOCHS} epochs are known, and all of an earlier one counts as accepted. One thread at a time.
 */
public final class Receipts {
    /** Runs of one probe that are told apart. */
    public static final int MAX_EPOCHS = 64;

    /** Both inclusive. */
    public record Range(long first, long last) {}

    /** Sequences of one run of a probe. */
    public record Stretch(String probe, long epoch, List<Range> ranges) {
        public Stretch {
            ranges = List.copyOf(ranges);
        }
    }

    private final NavigableMap<String, NavigableMap<Long, SequenceRanges>> probes = new TreeMap<>();

    /** Whether it was not known before; it is from now on. */
    public boolean add(ReportId id) {
        SequenceRanges sequences = epoch(id.probe(), id.epoch());
        return sequences != null && sequences.add(id.sequence());
    }

    public boolean contains(ReportId id) {
        NavigableMap<Long, SequenceRanges> epochs = probes.get(id.probe());
        if (epochs == null) {
            return false;
        }
        SequenceRanges sequences = epochs.get(id.epoch());
        return sequences == null ? isTooOld(epochs, id.epoch()) : sequences.contains(id.sequence());
    }

    public void addAll(List<Stretch> stretches) {
        for (Stretch stretch : stretches) {
            SequenceRanges sequences = epoch(stretch.probe(), stretch.epoch());
            if (sequences != null) {
                stretch.ranges().forEach(range -> sequences.add(range.first(), range.last()));
            }
        }
    }

    /** All that was accepted. */
    public List<Stretch> all() {
        List<Stretch> all = new ArrayList<>();
        probes.forEach((probe, epochs) ->
                epochs.forEach((epoch, sequences) -> all.add(new Stretch(probe, epoch, sequences.all()))));
        return all;
    }

    /** What others accepted that is not here. */
    public List<Stretch> missing(Receipts others) {
        List<Stretch> missing = new ArrayList<>();
        others.probes.forEach((probe, epochs) -> epochs.forEach((epoch, theirs) -> {
            SequenceRanges ours = known(probe, epoch);
            List<Range> ranges = ours == null ? List.of() : ours.missing(theirs);
            if (!ranges.isEmpty()) {
                missing.add(new Stretch(probe, epoch, ranges));
            }
        }));
        return missing;
    }

    /** How many reports were accepted. */
    public long count() {
        return probes.values().stream()
                .flatMap(epochs -> epochs.values().stream())
                .mapToLong(SequenceRanges::count)
                .sum();
    }

    /** The last sequence of a probe's run that was accepted; 0 when none was. */
    public long last(String probe, long epoch) {
        SequenceRanges sequences = probes.getOrDefault(probe, new TreeMap<>()).get(epoch);
        return sequences == null ? 0 : sequences.last();
    }

    /** Null when the epoch is too old to be told apart; empty when nothing of it is here. */
    private SequenceRanges known(String probe, long epoch) {
        Map<Long, SequenceRanges> epochs = probes.get(probe);
        SequenceRanges sequences = epochs == null ? null : epochs.get(epoch);
        if (sequences == null && epochs != null && isTooOld(probes.get(probe), epoch)) {
            return null;
        }
        return sequences == null ? new SequenceRanges() : sequences;
    }

    private SequenceRanges epoch(String probe, long epoch) {
        NavigableMap<Long, SequenceRanges> epochs = probes.computeIfAbsent(probe, key -> new TreeMap<>());
        SequenceRanges sequences = epochs.get(epoch);
        if (sequences != null) {
            return sequences;
        }
        if (isTooOld(epochs, epoch)) {
            return null;
        }
        SequenceRanges begun = new SequenceRanges();
        epochs.put(epoch, begun);
        if (epochs.size() > MAX_EPOCHS) {
            epochs.pollFirstEntry();
        }
        return begun;
    }

    private static boolean isTooOld(NavigableMap<Long, SequenceRanges> epochs, long epoch) {
        return epochs.size() >= MAX_EPOCHS && epoch < epochs.firstKey();
    }
}
