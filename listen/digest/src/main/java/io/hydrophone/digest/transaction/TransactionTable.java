package io.hydrophone.digest.transaction;

import io.hydrophone.digest.summary.Transaction;
import io.hydrophone.digest.summary.TransactionEnd;
import io.hydrophone.digest.summary.Transactions;
import io.hydrophone.wire.Query;
import io.hydrophone.wire.SessionEnd;
import io.hydrophone.wire.SessionKey;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * Summarises transactions as they end. In a steady state, when every session, group and shape has been met, nothing is
 * allocated. One thread at a time.
 */
public final class TransactionTable {
    /** Which transactions the report is about. */
    @FunctionalInterface
    public interface Selection {
        /**
         * Whether a transaction is one of them.
         *
         * @param selectedStatement whether it has a statement that the report is about
         */
        boolean selects(SessionKey key, long endNanos, boolean selectedStatement);
    }

    private final TransactionOptions options;
    private final Selection selection;
    private final TransactionTracker tracker = new TransactionTracker(this::ended);
    private final TransactionRow totals = new TransactionRow();
    private final GroupTable groups;
    private final ShapeTable shapes;
    private final TopTransactions slowest;
    private final TopTransactions idle;
    private final TopTransactions open;

    public TransactionTable(TransactionOptions options, Selection selection) {
        this.options = options;
        this.selection = selection;
        groups = new GroupTable(options.maxShapes());
        shapes = new ShapeTable(options.maxShapes());
        slowest = new TopTransactions(options.listed(), OpenTransaction::durationNanos, tracker::release);
        idle = new TopTransactions(options.listed(), transaction -> transaction.longestIdleNanos, tracker::release);
        open = new TopTransactions(options.listed(), OpenTransaction::durationNanos, tracker::release);
    }

    /**
     * A command has ended.
     *
     * @param statement null for a command without one
     */
    public void command(Query query, KnownStatement statement) {
        tracker.command(query, statement);
    }

    /** No more commands of a session will come. */
    public void sessionEnded(long session, long nanos, SessionEnd how) {
        tracker.sessionEnded(session, nanos, how);
    }

    private void ended(OpenTransaction transaction) {
        if (selection.selects(transaction.key, transaction.endNanos, transaction.selected)) {
            transaction.holders = 1;
            totals.record(transaction, options);
            if (options.maxShapes() > 0) {
                groups.of(transaction.key).record(transaction, options);
                shapes.of(transaction.steps).record(transaction, options);
            }
            if (transaction.end == TransactionEnd.OPEN) {
                open.offer(transaction);
            } else {
                slowest.offer(transaction);
                idle.offer(transaction);
            }
            transaction.holders--;
        }
        if (transaction.holders == 0) {
            tracker.release(transaction);
        }
    }

    /** How many are open. */
    public int openCount() {
        return tracker.openCount();
    }

    /**
     * Shows those that are open.
     *
     * @param nowNanos what is taken for now, since 1970
     * @param running whether a command of a session is under way
     */
    public void forEachOpen(long nowNanos, LongPredicate running, Consumer<Transaction> action) {
        tracker.forEachOpen(
                transaction -> action.accept(transaction.snapshot(nowNanos, running.test(transaction.session))));
    }

    /** Those that ended since the last {@link #reset}. */
    public Transactions snapshot() {
        List<Transaction> unfinished = open.list();
        return new Transactions(
                totals.figures(),
                tracker.outsideCount(),
                groups.snapshot(),
                shapes.snapshot(),
                slowest.list(),
                idle.list(),
                unfinished);
    }

    /** Begins anew with what ends; what is open goes on. */
    public void reset() {
        totals.reset();
        groups.reset();
        shapes.reset();
        slowest.reset();
        idle.reset();
        open.reset();
        tracker.resetOutside();
    }
}
