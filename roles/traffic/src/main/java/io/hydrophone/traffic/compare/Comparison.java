package io.hydrophone.traffic.compare;

import io.hydrophone.traffic.recording.Answer;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Compares what a target answers with what the source answered, while it does. For any number of threads. Its memory is bounded by the
 * number of statements, whatever comes.
 */
public final class Comparison implements Outcomes {
    private static final int MAX_STATEMENTS = 10_000;

    private final Pairing pairing;
    private final StatementRows rows;
    private final LongAdder unpaired = new LongAdder();

    /** Of at most 10,000 statements, the least used of which fall together when there are more. */
    public Comparison(Pairing pairing) {
        this(pairing, MAX_STATEMENTS);
    }

    Comparison(Pairing pairing, int maxStatements) {
        this.pairing = pairing;
        this.rows = new StatementRows(maxStatements);
    }

    @Override
    public void answered(Statement statement, Answer source, Answer target) {
        int limit = rows.sampleLimit();
        rows.count(statement, tally -> tally.pair(statement, source, target, limit));
    }

    @Override
    public void skipped(Statement statement, String reason) {
        rows.count(statement, tally -> tally.skipped(reason));
    }

    /** An answer of the target that belongs to no command of the source. */
    public void unpaired() {
        unpaired.increment();
    }

    /** A command of the source's own sample. */
    public void source(Statement statement, Answer answer) {
        rows.count(statement, tally -> tally.sample(answer, false));
    }

    /** A command of the target's own sample. */
    public void target(Statement statement, Answer answer) {
        rows.count(statement, tally -> tally.sample(answer, true));
    }

    /**
     * What was compared so far; comparing may go on meanwhile.
     *
     * @param source the name by which a reader knows it
     * @param target the same
     * @param notes what else a reader has to know, a sentence each
     */
    public ComparisonReport report(String source, String target, List<String> notes) {
        List<StatementComparison> statements = new Judge(pairing).judge(rows.snapshot());
        return ComparisonReport.of(source, target, pairing, statements, unpaired.sum(), rows.folded(), notes);
    }
}
