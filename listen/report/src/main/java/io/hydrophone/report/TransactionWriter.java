package io.hydrophone.report;

import io.hydrophone.digest.summary.Transaction;
import io.hydrophone.digest.summary.TransactionFigures;
import io.hydrophone.digest.summary.TransactionGroup;
import io.hydrophone.digest.summary.TransactionShape;
import io.hydrophone.digest.summary.TransactionStep;
import io.hydrophone.digest.summary.Transactions;
import java.util.List;

/** Writes what was heard of transactions. {@link TransactionReader} is its mirror. */
final class TransactionWriter {
    private final FieldWriter out;

    TransactionWriter(FieldWriter out) {
        this.out = out;
    }

    void write(Transactions transactions) {
        out.beginObject(Field.TRANSACTIONS);
        out.beginObject(Field.TOTALS);
        figures(transactions.totals());
        out.endObject();
        out.number(Field.OUTSIDE, transactions.outside());
        out.beginList(Field.GROUPS, transactions.groups().size());
        transactions.groups().forEach(this::group);
        out.endList();
        out.beginList(Field.SHAPES, transactions.shapes().size());
        transactions.shapes().forEach(this::shape);
        out.endList();
        list(Field.SLOWEST, transactions.slowest());
        list(Field.IDLE, transactions.idle());
        list(Field.OPEN, transactions.open());
        out.endObject();
    }

    private void group(TransactionGroup group) {
        out.beginObject();
        out.text(Field.INSTANCE, group.instance());
        out.text(Field.DATABASE, group.database());
        out.text(Field.USER, group.user());
        figures(group.figures());
        out.endObject();
    }

    private void shape(TransactionShape shape) {
        out.beginObject();
        out.id(Field.SHAPE, shape.hash());
        steps(shape.steps());
        out.flag(Field.LONGER, shape.longer());
        figures(shape.figures());
        out.endObject();
    }

    private void figures(TransactionFigures figures) {
        out.beginList(Field.ENDS, figures.ends().size());
        figures.ends().forEach((end, times) -> {
            out.beginObject();
            out.text(Field.END, end.label());
            out.number(Field.COUNT, times);
            out.endObject();
        });
        out.endList();
        Histograms.write(out, Field.DURATION_NS, figures.duration());
        Histograms.write(out, Field.IDLE_NS, figures.idle());
        Histograms.write(out, Field.STATEMENTS_EACH, figures.statements());
        out.number(Field.SLOW, figures.slow());
        out.number(Field.IDLED, figures.idled());
        out.number(Field.INCOMPLETE, figures.incomplete());
        out.number(Field.READ_ONLY, figures.readOnly());
        out.number(Field.ERRORS, figures.errors());
        out.number(Field.ROWS_SENT, figures.rowsSent());
        out.number(Field.ROWS_AFFECTED, figures.rowsAffected());
    }

    private void list(Field field, List<Transaction> transactions) {
        out.beginList(field, transactions.size());
        transactions.forEach(this::transaction);
        out.endList();
    }

    private void transaction(Transaction transaction) {
        out.beginObject();
        out.id(Field.SESSION, transaction.session());
        out.text(Field.INSTANCE, transaction.instance());
        out.text(Field.CLIENT, transaction.client());
        out.number(Field.CLIENT_PORT, transaction.clientPort());
        out.text(Field.DATABASE, transaction.database());
        out.text(Field.USER, transaction.user());
        out.micros(Field.TS, transaction.startNanos());
        out.micros(Field.END_TS, transaction.endNanos());
        out.text(Field.END, transaction.end().label());
        out.number(Field.COUNT, transaction.statements());
        out.number(Field.ERRORS, transaction.errors());
        out.number(Field.ROWS_SENT, transaction.rowsSent());
        out.number(Field.ROWS_AFFECTED, transaction.rowsAffected());
        out.micros(Field.IDLE_US, transaction.idleNanos());
        out.micros(Field.LONGEST_IDLE_US, transaction.longestIdleNanos());
        out.micros(Field.IDLE_SINCE, transaction.idleSinceNanos());
        out.flag(Field.READ_ONLY, transaction.readOnly());
        out.flag(Field.XA, transaction.xa());
        out.flag(Field.INCOMPLETE, transaction.incomplete());
        out.id(Field.SHAPE, transaction.shape());
        steps(transaction.steps());
        out.flag(Field.LONGER, transaction.longer());
        if (transaction.slowest() != null) {
            out.beginObject(Field.SLOWEST_STEP);
            step(transaction.slowest());
            out.endObject();
            out.micros(Field.TOTAL_US, transaction.slowestNanos());
        }
        if (transaction.last() != null) {
            out.beginObject(Field.LAST_STEP);
            step(transaction.last());
            out.endObject();
        }
        activity(transaction.activity());
        out.endObject();
    }

    private void steps(List<TransactionStep> steps) {
        out.beginList(Field.STEPS, steps.size());
        for (TransactionStep step : steps) {
            out.beginObject();
            step(step);
            out.endObject();
        }
        out.endList();
    }

    private void step(TransactionStep step) {
        out.id(Field.DIGEST, step.digest());
        out.text(Field.FINGERPRINT, step.fingerprint());
    }

    /** From, to, commands, and so on: microseconds since the transaction's start. */
    private void activity(List<Transaction.Span> spans) {
        long[] numbers = new long[3 * spans.size()];
        int at = 0;
        for (Transaction.Span span : spans) {
            numbers[at++] = Math.max(0, span.fromNanos() / 1_000);
            numbers[at++] = Math.max(0, span.toNanos() / 1_000);
            numbers[at++] = span.commands();
        }
        out.numbers(Field.ACTIVITY_US, numbers);
    }
}
