package io.hydrophone.digest.report;

import io.hydrophone.digest.StatementClass;
import io.hydrophone.digest.StatementClasses;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.digest.transaction.TransactionOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * A summary made ready to be shown.
 *
 * @param heard where it comes from
 * @param summary what was heard
 * @param total of all statements
 * @param classes all statements, ranked
 * @param order by what they are ranked
 * @param top how many of them to show
 * @param masked whether samples are shown without their literals
 * @param transactionOptions what was counted of transactions; null when they were not followed
 */
public record Report(
        Heard heard,
        Summary summary,
        StatementSummary total,
        List<StatementClass> classes,
        Order order,
        int top,
        boolean masked,
        TransactionOptions transactionOptions) {
    public Report {
        classes = List.copyOf(classes);
    }

    /** Ranks what a summary has of statements. */
    public static Report of(Heard heard, Summary summary, Order order, int top, boolean masked) {
        return of(heard, summary, order, top, masked, null);
    }

    /**
     * The same with transactions.
     *
     * @param transactionOptions with which they were counted
     */
    public static Report of(
            Heard heard, Summary summary, Order order, int top, boolean masked, TransactionOptions transactionOptions) {
        List<StatementClass> classes = new ArrayList<>(StatementClasses.of(summary));
        classes.sort(order);
        return new Report(
                heard, summary, StatementClasses.total(summary), classes, order, top, masked, transactionOptions);
    }

    /** Whether there is something to say of transactions. */
    boolean hasTransactions() {
        return summary.transactions() != null && transactionOptions != null;
    }

    /** The same report with the classes from one rank, inclusive, to another, exclusive. */
    public Report part(int from, int to) {
        return new Report(
                heard, summary, total, classes.subList(from, to), order, to - from, masked, transactionOptions);
    }

    /** The classes to show. */
    public List<StatementClass> shown() {
        return classes.subList(0, Math.min(top, classes.size()));
    }

    /** Of the time of all queries, 0 to 1; of the count where the source knows no durations. */
    public double share(StatementClass statement) {
        if (total.total().sum() > 0) {
            return (double) statement.totalNanos() / total.total().sum();
        }
        long count = total.tally().count();
        return count == 0 ? 0 : (double) statement.figures().tally().count() / count;
    }

    /** From the end of the first query to the end of the last, in nanoseconds; 0 when there was none. */
    public long spanNanos() {
        return summary.toNanos() - summary.fromNanos();
    }
}
