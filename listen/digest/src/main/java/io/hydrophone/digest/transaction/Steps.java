package io.hydrophone.digest.transaction;

import io.hydrophone.digest.summary.TransactionShape;
import io.hydrophone.digest.summary.TransactionStep;
import java.util.Arrays;
import java.util.List;

/** A transaction's statements in their order: the first few, and a hash of all. One that is repeated at once is one. */
final class Steps {
    static final int KEPT = 8;

    private final TransactionStep[] kept = new TransactionStep[KEPT];
    private int count;
    private long last;
    private long hash;

    void clear() {
        count = 0;
        hash = 0;
    }

    void add(TransactionStep step) {
        long digest = step.digest();
        if (count > 0 && digest == last) {
            return;
        }
        last = digest;
        hash = Long.rotateLeft((hash ^ digest) * 0x9E3779B97F4A7C15L, 31);
        if (count < KEPT) {
            kept[count] = step;
        }
        count++;
    }

    /** Never that of the row for all others. */
    long hash() {
        return hash == TransactionShape.OTHER ? 1 : hash;
    }

    boolean longer() {
        return count > KEPT;
    }

    List<TransactionStep> list() {
        return List.of(Arrays.copyOf(kept, Math.min(count, KEPT)));
    }
}
