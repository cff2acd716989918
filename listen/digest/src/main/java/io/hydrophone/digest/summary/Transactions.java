package io.hydrophone.digest.summary;

import java.util.List;

/**
 * The transactions of a span of time: each belongs to the one in which it ended.
 *
 * @param totals of all
 * @param outside statements that ran in no transaction: each was one by itself
 * @param groups in no order
 * @param shapes in no order
 * @param slowest those that lasted longest, longest first
 * @param idle those with the longest pause, longest first
 * @param open those that had not ended when the capture did, oldest first
 */
public record Transactions(
        TransactionFigures totals,
        long outside,
        List<TransactionGroup> groups,
        List<TransactionShape> shapes,
        List<Transaction> slowest,
        List<Transaction> idle,
        List<Transaction> open) {
    public Transactions {
        groups = List.copyOf(groups);
        shapes = List.copyOf(shapes);
        slowest = List.copyOf(slowest);
        idle = List.copyOf(idle);
        open = List.copyOf(open);
    }
}
