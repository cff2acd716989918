package io.hydrophone.digest.summary;

import java.util.List;

/**
 * The transactions that consist of the same statements in the same order, where a statement that is repeated at once
 * counts as one.
 *
 * @param hash of the digests in their order; {@link #OTHER} for those beyond the bound
 * @param steps the first few statements
 * @param longer whether more followed
 */
public record TransactionShape(long hash, List<TransactionStep> steps, boolean longer, TransactionFigures figures) {
    public static final long OTHER = 0;

    public TransactionShape {
        steps = List.copyOf(steps);
    }
}
