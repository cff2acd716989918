package io.hydrophone.digest.transaction;

import io.hydrophone.digest.summary.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** The transactions with the largest figure, largest first; of equal ones the earliest. */
final class TopTransactions {
    private final OpenTransaction[] held;
    private final ToLongFunction<OpenTransaction> figure;
    private final Consumer<OpenTransaction> released;
    private int size;

    /** @param released receives what no list holds any more */
    TopTransactions(int limit, ToLongFunction<OpenTransaction> figure, Consumer<OpenTransaction> released) {
        held = new OpenTransaction[limit];
        this.figure = figure;
        this.released = released;
    }

    void offer(OpenTransaction transaction) {
        if (size == held.length) {
            if (!before(transaction, held[size - 1])) {
                return;
            }
            letGo(held[--size]);
        }
        int place = size++;
        for (; place > 0 && before(transaction, held[place - 1]); place--) {
            held[place] = held[place - 1];
        }
        held[place] = transaction;
        transaction.holders++;
    }

    private boolean before(OpenTransaction one, OpenTransaction other) {
        long difference = figure.applyAsLong(one) - figure.applyAsLong(other);
        return difference > 0 || (difference == 0 && one.endNanos < other.endNanos);
    }

    private void letGo(OpenTransaction transaction) {
        if (--transaction.holders == 0) {
            released.accept(transaction);
        }
    }

    List<Transaction> list() {
        List<Transaction> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(held[i].snapshot());
        }
        return list;
    }

    void reset() {
        while (size > 0) {
            letGo(held[--size]);
            held[size] = null;
        }
    }
}
