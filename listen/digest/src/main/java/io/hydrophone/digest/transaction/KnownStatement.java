package io.hydrophone.digest.transaction;

import io.hydrophone.digest.summary.TransactionStep;

/** What is known of a statement by its fingerprint. */
public interface KnownStatement {
    /** Always the same object. */
    TransactionStep step();

    /** Bits of {@link io.hydrophone.sql.TransactionControl}. */
    int transactionControl();

    /** Whether the report is about it. */
    boolean selected();
}
