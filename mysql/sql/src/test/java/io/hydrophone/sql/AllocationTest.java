package io.hydrophone.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The lexer runs for every query heard: once the buffers have grown, nothing may be allocated. */
class AllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final List<byte[]> statements = Corpus.statements().stream()
            .map(sql -> sql.getBytes(StandardCharsets.UTF_8))
            .toList();

    @Test
    void fingerprintingAllocatesNothing() {
        Fingerprinter fingerprinter = new Fingerprinter();
        assertThat(allocatedBy(() -> {
                    for (int i = 0; i < statements.size(); i++) {
                        byte[] sql = statements.get(i);
                        fingerprinter.fingerprint(sql, 0, sql.length);
                    }
                }))
                .isZero();
    }

    @Test
    void maskingAllocatesNothing() {
        LiteralMask mask = new LiteralMask();
        assertThat(allocatedBy(() -> {
                    for (int i = 0; i < statements.size(); i++) {
                        byte[] sql = statements.get(i);
                        mask.mask(sql, 0, sql.length);
                    }
                }))
                .isZero();
    }

    @Test
    void tellingTheCommonKindsApartAllocatesNothing() {
        byte[] select = "SELECT 1".getBytes(StandardCharsets.US_ASCII);
        byte[] commit = " commit".getBytes(StandardCharsets.US_ASCII);
        assertThat(allocatedBy(() -> {
                    StatementKind.of(select, 0, select.length);
                    StatementKind.of(commit, 0, commit.length);
                }))
                .isZero();
    }

    /** The least of several runs: the first ones load classes and grow buffers. */
    private static long allocatedBy(Runnable run) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            run.run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
