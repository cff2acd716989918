package io.hydrophone.app;

import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.transaction.TransactionOptions;
import picocli.CommandLine.Option;

/** Whether a digest is about transactions too, and which of them stand out. */
final class TransactionSelection {
    @Option(
            names = "--transactions",
            description = "Also report transactions: how they ended, how long they lasted, where they paused.")
    private boolean transactions;

    @Option(
            names = "--slow-transaction",
            paramLabel = "TIME",
            description = "Count transactions that lasted as long (1s).")
    private String slow = "1s";

    @Option(
            names = "--idle-in-transaction",
            paramLabel = "TIME",
            description = "Count transactions in which the client paused as long (1s).")
    private String idle = "1s";

    DigestOptions with(DigestOptions options) {
        if (!transactions) {
            return options;
        }
        return options.withTransactions(TransactionOptions.DEFAULT.withThresholds(
                DigestSelection.duration("--slow-transaction", slow),
                DigestSelection.duration("--idle-in-transaction", idle)));
    }
}
