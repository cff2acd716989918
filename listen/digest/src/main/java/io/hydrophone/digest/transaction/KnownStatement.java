package io.hydrophone.digest.transaction;

/** What is known of a statement by its fingerprint. */
public interface KnownStatement {
    long digest();

    /** UTF-8; not to be changed. */
    byte[] fingerprint();

    /** Bits of {@link io.hydrophone.sql.TransactionControl}. */
    int transactionControl();

    /** Whether the report is about it. */
    boolean selected();
}
