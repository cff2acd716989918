package io.hydrophone.digest.transaction;

import io.hydrophone.digest.summary.TransactionShape;
import io.hydrophone.digest.summary.TransactionStep;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Transactions by the sequence of their statements. When a new shape finds no room, the quarter of the rows with the
 * fewest transactions is folded into the row for all others.
 */
final class ShapeTable {
    private static final class Shape {
        final long hash;
        final List<TransactionStep> steps;
        final boolean longer;
        final TransactionRow row = new TransactionRow();

        Shape(long hash, List<TransactionStep> steps, boolean longer) {
            this.hash = hash;
            this.steps = steps;
            this.longer = longer;
        }
    }

    private final int limit;
    private final Shape others = new Shape(TransactionShape.OTHER, List.of(), false);
    private LongMap<Shape> shapes = new LongMap<>();

    ShapeTable(int limit) {
        this.limit = Math.max(4, limit);
    }

    TransactionRow of(Steps steps) {
        Shape shape = shapes.get(steps.hash());
        return shape != null ? shape.row : insert(new Shape(steps.hash(), steps.list(), steps.longer())).row;
    }

    void add(TransactionShape summary) {
        Shape shape = summary.hash() == TransactionShape.OTHER ? others : shapes.get(summary.hash());
        if (shape == null) {
            shape = insert(new Shape(summary.hash(), summary.steps(), summary.longer()));
        }
        shape.row.add(summary.figures());
    }

    private Shape insert(Shape shape) {
        if (shapes.size() >= limit) {
            keep(fewest(limit / 4));
        }
        shapes.add(shape.hash, shape);
        return shape;
    }

    /** The most transactions that one of that many rows with the fewest has. */
    private long fewest(int rows) {
        long[] counts = new long[shapes.size()];
        int[] next = new int[1];
        shapes.forEach(shape -> counts[next[0]++] = shape.row.count());
        Arrays.sort(counts);
        return counts[rows - 1];
    }

    private void keep(long folded) {
        LongMap<Shape> kept = new LongMap<>();
        shapes.forEach(shape -> {
            if (shape.row.count() > folded) {
                kept.add(shape.hash, shape);
            } else if (shape.row.count() > 0) {
                others.row.add(shape.row.figures());
            }
        });
        shapes = kept;
    }

    List<TransactionShape> snapshot() {
        List<TransactionShape> list = new ArrayList<>();
        shapes.forEach(shape -> add(list, shape));
        add(list, others);
        return list;
    }

    private static void add(List<TransactionShape> list, Shape shape) {
        if (shape.row.count() > 0) {
            list.add(new TransactionShape(shape.hash, shape.steps, shape.longer, shape.row.figures()));
        }
    }

    /** Begins a new interval: rows that were not used in the last one are dropped. */
    void reset() {
        keepUsed();
        shapes.forEach(shape -> shape.row.reset());
        others.row.reset();
    }

    private void keepUsed() {
        boolean[] unused = new boolean[1];
        shapes.forEach(shape -> unused[0] |= shape.row.count() == 0);
        if (unused[0]) {
            keep(0);
        }
    }
}
