package io.hydrophone.digest.log;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.core.Source;
import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.DigestTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** Whatever a log holds: it is read to its end, and what was found is counted. */
class QueryLogFuzzTest {
    @FuzzTest(maxDuration = "10m")
    void slowLog(byte[] log) throws IOException {
        read(LogFormat.SLOW, log);
    }

    @FuzzTest(maxDuration = "10m")
    void generalLog(byte[] log) throws IOException {
        read(LogFormat.GENERAL, log);
    }

    private static void read(LogFormat format, byte[] log) throws IOException {
        LogFormat.detect(log, log.length);
        DigestTable table = new DigestTable(Source.LOG, DigestOptions.DEFAULT);
        LogCounters counters = format.read(new ByteArrayInputStream(log), table);
        long commands = table.snapshot().commands().stream()
                .mapToLong(command -> command.count())
                .sum();
        if (commands != counters.entries() || counters.bytes() != log.length) {
            throw new AssertionError(counters + " but " + commands + " commands");
        }
    }
}
