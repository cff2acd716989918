package io.hydrophone.traffic.compare;

import io.hydrophone.traffic.compare.statistics.FalseDiscovery;
import io.hydrophone.traffic.compare.statistics.TwoProportions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/** Makes of counts what can be said: tests, verdicts, and an order by harm. */
final class Judge {
    /** ER_LOCK_WAIT_TIMEOUT and ER_LOCK_DEADLOCK. */
    private static final Set<Integer> CONTENTION = Set.of(1205, 1213);
    /** Standard deviations beyond which an error of two samples is more frequent in one of them: p below 0.001 on that side. */
    private static final double MORE_FREQUENT = 3.1;

    private final Pairing pairing;

    Judge(Pairing pairing) {
        this.pairing = pairing;
    }

    /** The most harmful first. */
    List<StatementComparison> judge(List<StatementRows.Counted> counted) {
        int n = counted.size();
        List<SideFigures> sources = new ArrayList<>(n);
        List<SideFigures> targets = new ArrayList<>(n);
        LatencyTest[] tests = new LatencyTest[n];
        double[] p = new double[2 * n];
        for (int i = 0; i < n; i++) {
            StatementTally tally = counted.get(i).tally();
            sources.add(tally.source());
            targets.add(tally.target());
            tests[i] = LatencyTest.of(
                    pairing,
                    tally.ratios(),
                    sources.get(i).total(),
                    targets.get(i).total());
            p[i] = tests[i] == null ? Double.NaN : tests[i].p();
            p[n + i] = tests[i] == null ? Double.NaN : tests[i].tailP();
        }
        double[] q = FalseDiscovery.adjust(p);
        List<StatementComparison> judged = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            LatencyChange latency = tests[i] == null ? null : tests[i].change(q[i], q[n + i]);
            judged.add(judge(counted.get(i), sources.get(i), targets.get(i), latency));
        }
        judged.sort(Comparator.comparing(StatementComparison::verdict)
                .thenComparing(Comparator.comparingLong(Judge::weight).reversed())
                .thenComparing(StatementComparison::fingerprint));
        return judged;
    }

    private StatementComparison judge(
            StatementRows.Counted counted, SideFigures source, SideFigures target, LatencyChange latency) {
        StatementTally tally = counted.tally();
        List<ErrorChange> errors = tally.errors();
        Map<Difference, Long> differences = tally.differences();
        List<Example> examples = tally.examples();
        if (differences.containsKey(Difference.CHECKSUM) && VaryingFunctions.in(counted.fingerprint())) {
            differences.put(Difference.VARYING, differences.remove(Difference.CHECKSUM));
            examples = examples.stream().map(Example::byNature).toList();
        }
        boolean samples = pairing == Pairing.SAMPLES;
        long compared = samples ? Math.min(source.count(), target.count()) : tally.pairs();
        if (samples && compared > 0) {
            put(Difference.NEW_ERROR, errors.stream().mapToLong(error -> fresh(error, source, target)), differences);
            put(Difference.GONE_ERROR, errors.stream().mapToLong(error -> gone(error, source, target)), differences);
        }
        long contended = errors.stream()
                .filter(error -> CONTENTION.contains(error.target()))
                .mapToLong(error -> fresh(error, source, target))
                .sum();
        return new StatementComparison(
                counted.key().digest(),
                counted.fingerprint(),
                counted.key().command(),
                compared,
                tally.unheard(),
                source,
                target,
                differences,
                errors,
                tally.otherErrors(),
                tally.checksummed(),
                tally.skipped(),
                examples,
                latency,
                verdict(compared, differences, contended, latency));
    }

    private static void put(Difference as, LongStream counts, Map<Difference, Long> to) {
        long count = counts.sum();
        if (count > 0) {
            to.put(as, count);
        }
    }

    private long fresh(ErrorChange error, SideFigures source, SideFigures target) {
        if (pairing == Pairing.SAMPLES) {
            return excess(error.targetCount(), target.count(), error.sourceCount(), source.count());
        }
        return error.source() == 0 ? error.targetCount() : 0;
    }

    private long gone(ErrorChange error, SideFigures source, SideFigures target) {
        return excess(error.sourceCount(), source.count(), error.targetCount(), target.count());
    }

    /** How many errors a sample has beyond what it would have if it failed as often as the other; 0 when that may be chance. */
    private static long excess(long errors, long commands, long errorsOfOther, long commandsOfOther) {
        if (commands == 0 || commandsOfOther == 0) {
            return 0;
        }
        double z = TwoProportions.z(errorsOfOther, commandsOfOther, errors, commands);
        boolean more = errorsOfOther == 0 || z > MORE_FREQUENT;
        return more ? errors - Math.round((double) errorsOfOther / commandsOfOther * commands) : 0;
    }

    /** @param contended new errors that a retry mends */
    private static Verdict verdict(
            long compared, Map<Difference, Long> differences, long contended, LatencyChange latency) {
        long fresh = differences.getOrDefault(Difference.NEW_ERROR, 0L);
        if (fresh > contended) {
            return Verdict.BREAKS;
        }
        if (differences.containsKey(Difference.UNANSWERED)) {
            return Verdict.UNANSWERED;
        }
        if (differences.containsKey(Difference.ROWS)
                || differences.containsKey(Difference.CHECKSUM)
                || differences.containsKey(Difference.AFFECTED)) {
            return Verdict.DIFFERS;
        }
        if (differences.containsKey(Difference.CHANGED_ERROR)) {
            return Verdict.FAILS_OTHERWISE;
        }
        if (fresh > 0) {
            return Verdict.CONTENDS;
        }
        if (latency != null && latency.direction() == Direction.SLOWER) {
            return Verdict.SLOWER;
        }
        if (differences.containsKey(Difference.WARNINGS)) {
            return Verdict.WARNS;
        }
        if (differences.containsKey(Difference.GONE_ERROR)) {
            return Verdict.FIXED;
        }
        if (latency != null && latency.direction() == Direction.FASTER) {
            return Verdict.FASTER;
        }
        if (compared == 0) {
            return Verdict.NOT_COMPARED;
        }
        return latency == null ? Verdict.RARE : Verdict.SAME;
    }

    /** How much of its verdict a statement has. */
    private static long weight(StatementComparison of) {
        return switch (of.verdict()) {
            case BREAKS, CONTENDS -> of.count(Difference.NEW_ERROR);
            case UNANSWERED -> of.count(Difference.UNANSWERED);
            case DIFFERS -> of.count(Difference.ROWS) + of.count(Difference.CHECKSUM) + of.count(Difference.AFFECTED);
            case FAILS_OTHERWISE -> of.count(Difference.CHANGED_ERROR);
            case SLOWER -> of.addedNanos();
            case WARNS -> of.count(Difference.WARNINGS);
            case FIXED -> of.count(Difference.GONE_ERROR);
            case FASTER -> -of.addedNanos();
            case SAME, RARE, NOT_COMPARED -> of.source().total().sum();
        };
    }
}
