package io.hydrophone.traffic.compare;

import java.util.List;

/**
 * A comparison at one moment, made ready to be shown. It does not change any more.
 *
 * @param source name of what is compared
 * @param target name of what it is compared with
 * @param statements all of them, the most harmful first
 * @param folded rarely used statements that are counted together, as others
 * @param notes what else a reader has to know, a sentence each: what was damaged, lost, or cannot be told
 * @param top how many statements to show
 * @param onlyDifferent whether those are left out that are the same
 */
public record ComparisonReport(
        String source,
        String target,
        Pairing pairing,
        List<StatementComparison> statements,
        Totals totals,
        long folded,
        List<String> notes,
        int top,
        boolean onlyDifferent) {
    private static final int DEFAULT_TOP = 20;

    public ComparisonReport {
        statements = List.copyOf(statements);
        notes = List.copyOf(notes);
    }

    static ComparisonReport of(
            String source,
            String target,
            Pairing pairing,
            List<StatementComparison> statements,
            long unpaired,
            long folded,
            List<String> notes) {
        Totals totals = Totals.of(statements, unpaired);
        return new ComparisonReport(source, target, pairing, statements, totals, folded, notes, DEFAULT_TOP, false);
    }

    /** The same with other statements to show. */
    public ComparisonReport showing(int most, boolean differentOnly) {
        return new ComparisonReport(source, target, pairing, statements, totals, folded, notes, most, differentOnly);
    }

    /** The statements to show. */
    public List<StatementComparison> shown() {
        return statements.stream()
                .filter(statement -> !onlyDifferent || statement.verdict().isDifferent())
                .limit(top)
                .toList();
    }

    /** That of the statement which fares worst. */
    public Verdict verdict() {
        return statements.isEmpty()
                ? Verdict.NOT_COMPARED
                : statements.getFirst().verdict();
    }

    /** How many statements have it. */
    public long count(Verdict verdict) {
        return statements.stream()
                .filter(statement -> statement.verdict() == verdict)
                .count();
    }

    /** How many statements take longer, whatever else is to be said of them. */
    public long slower() {
        return statements.stream()
                .filter(statement ->
                        statement.latency() != null && statement.latency().direction() == Direction.SLOWER)
                .count();
    }
}
