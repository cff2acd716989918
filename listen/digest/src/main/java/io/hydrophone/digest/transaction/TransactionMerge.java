package io.hydrophone.digest.transaction;

import io.hydrophone.digest.summary.Transaction;
import io.hydrophone.digest.summary.Transactions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Adds up what was heard of transactions by several listeners, or in several intervals. */
public final class TransactionMerge {
    private static final Comparator<Transaction> LONGEST =
            Comparator.comparingLong(Transaction::durationNanos).reversed().thenComparingLong(Transaction::endNanos);
    private static final Comparator<Transaction> LONGEST_IDLE =
            Comparator.comparingLong(Transaction::longestIdleNanos).reversed().thenComparingLong(Transaction::endNanos);

    private final int listed;
    private final TransactionRow totals = new TransactionRow();
    private final GroupTable groups;
    private final ShapeTable shapes;
    private final List<Transaction> slowest = new ArrayList<>();
    private final List<Transaction> idle = new ArrayList<>();
    private final List<Transaction> open = new ArrayList<>();
    private long outside;

    public TransactionMerge(TransactionOptions options) {
        listed = options.listed();
        groups = new GroupTable(options.maxShapes());
        shapes = new ShapeTable(options.maxShapes());
    }

    public void add(Transactions more) {
        totals.add(more.totals());
        outside += more.outside();
        more.groups().forEach(groups::add);
        more.shapes().forEach(shapes::add);
        add(slowest, more.slowest(), LONGEST);
        add(idle, more.idle(), LONGEST_IDLE);
        add(open, more.open(), LONGEST);
    }

    private void add(List<Transaction> list, List<Transaction> more, Comparator<Transaction> order) {
        if (!more.isEmpty()) {
            list.addAll(more);
            list.sort(order);
            list.subList(Math.min(listed, list.size()), list.size()).clear();
        }
    }

    /** The sum so far. */
    public Transactions snapshot() {
        return new Transactions(totals.figures(), outside, groups.snapshot(), shapes.snapshot(), slowest, idle, open);
    }
}
