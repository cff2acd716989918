package io.hydrophone.traffic.compare;

import io.hydrophone.protocol.Command;
import io.hydrophone.sql.DigestCache;
import io.hydrophone.sql.Fingerprinter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongPredicate;

/**
 * Finds the digests of statements for many threads at once. A fingerprinter is for one thread and has large buffers; there may be hundreds
 * of threads: so they share a few.
 */
final class Digesters {
    /** Of a fingerprint kept, in characters. */
    private static final int MAX_FINGERPRINT = 4 << 10;

    private static final String TEXT_UNKNOWN = "(statements whose text is not known)";

    /**
     * What a statement belongs to.
     *
     * @param digest 0 without a text
     * @param fingerprint null when it was not asked for
     */
    record Found(long digest, String fingerprint) {}

    private static final class Digester {
        private final ReentrantLock lock = new ReentrantLock();
        private final Fingerprinter fingerprinter = new Fingerprinter();
        private final DigestCache cache = new DigestCache(fingerprinter);
    }

    private final Digester[] digesters =
            new Digester[Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 16)];

    Digesters() {
        for (int i = 0; i < digesters.length; i++) {
            digesters[i] = new Digester();
        }
    }

    /** @param known whether the fingerprint of a digest need not be told */
    Found digest(Outcomes.Statement statement, LongPredicate known) {
        if (statement.sql().isEmpty()) {
            return new Found(0, hasText(statement.command()) ? TEXT_UNKNOWN : "");
        }
        byte[] sql = statement.sql().getBytes(StandardCharsets.UTF_8);
        Digester digester = digesters[(int) (Thread.currentThread().threadId() % digesters.length)];
        digester.lock.lock();
        try {
            long digest = digester.cache.digest(sql, 0, sql.length);
            if (known.test(digest)) {
                return new Found(digest, null);
            }
            digester.fingerprinter.fingerprint(sql, 0, sql.length); // The cache may have answered without it.
            String text = digester.fingerprinter.text();
            return new Found(digest, text.length() <= MAX_FINGERPRINT ? text : text.substring(0, MAX_FINGERPRINT));
        } finally {
            digester.lock.unlock();
        }
    }

    /** Whether such a command is about a text, its own or one that was prepared. */
    private static boolean hasText(Command command) {
        return switch (command) {
            case COM_QUERY,
                    COM_STMT_PREPARE,
                    COM_STMT_EXECUTE,
                    COM_STMT_BULK_EXECUTE,
                    COM_STMT_FETCH,
                    COM_STMT_RESET,
                    COM_STMT_CLOSE,
                    COM_STMT_SEND_LONG_DATA -> true;
            default -> false;
        };
    }
}
