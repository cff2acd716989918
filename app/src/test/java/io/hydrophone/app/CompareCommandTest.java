package io.hydrophone.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.traffic.recording.Encryption;
import io.hydrophone.traffic.recording.KeyFile;
import io.hydrophone.traffic.recording.RecordingHeader;
import io.hydrophone.traffic.recording.RecordingOptions;
import io.hydrophone.traffic.recording.RecordingWriter;
import io.hydrophone.wire.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {
    private static final long START = 1_790_000_000_000_000_000L;

    @TempDir
    private Path directory;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path key;
    private String before;
    private String after;

    @BeforeEach
    void record() throws IOException {
        key = Files.createFile(
                directory.resolve("key"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(key, "0123456789abcdef".repeat(4));
        before = directory.resolve("before").toString();
        after = directory.resolve("after").toString();
        String recording = record(before, Map.of(), 0);
        record(after, Map.of(RecordingHeader.REPLAY_OF, recording), 1064);
    }

    /** A hundred commands, every tenth of them with this error. */
    private String record(String path, Map<String, String> metadata, int error) {
        RecordingOptions options = RecordingOptions.of(Encryption.with(KeyFile.read(key)), metadata);
        try (RecordingWriter writer = RecordingWriter.open(Path.of(path), options, problem -> {})) {
            for (int number = 1; number <= 100; number++) {
                byte[] payload = ("\3SELECT c" + number % 10 + " FROM t WHERE id = 8472123").getBytes(UTF_8);
                int failed = number % 10 == 0 ? error : 0;
                Outcome outcome = failed == 0 ? Outcome.OK : Outcome.ERROR;
                writer.asked(1, number, START, payload, 0, payload.length, false);
                writer.answered(new Answered(
                        1, number, START, outcome, failed, "", "", 1, 0, 0, 2, 64, 90_000, 90_000, -1, -1));
            }
            return writer.recording();
        }
    }

    @Test
    void aReportIsPrinted() {
        assertThat(run(before, after)).isZero();
        assertThat(text(out))
                .contains("the same commands on both sides", "breaks", "select c0 from t where id = ?", "ok → 1064 ×10")
                .doesNotContain("8472123", "\u001b");
    }

    @Test
    void aBoundThatIsCrossedIsSaidAndFails() {
        assertThat(run("--fail-on", "new-errors>9", "--fail-on", "rows-differ>0,slower>5%", before, after))
                .isEqualTo(1);
        assertThat(text(err))
                .isEqualTo("hydrophone: --fail-on new-errors>9: 10 of 100 commands" + System.lineSeparator());
        assertThat(text(out)).contains("breaks");
        assertThat(run("--fail-on", "new-errors>10", before, after)).isZero();
    }

    @Test
    void aConditionThatCannotBeReadIsWrongUsage() {
        assertThat(run("--fail-on", "new-erors>0", before, after)).isEqualTo(2);
        assertThat(text(err)).contains("column 1", "'new-erors' is nothing to fail on", "new-errors, changed-errors");
        assertThat(run(before)).isEqualTo(2);
    }

    @Test
    void theReportGoesToAFile() throws IOException {
        Path page = directory.resolve("report.html");
        assertThat(run("--format", "html", "-o", page.toString(), before, after))
                .isZero();
        assertThat(Files.readString(page)).startsWith("<!doctype html>").contains("Hydrophone compare");
        assertThat(text(out)).isEmpty();
        assertThat(run("-o", directory.resolve("missing/report").toString(), before, after))
                .isEqualTo(1);
        assertThat(text(err)).contains("missing/report", "cannot be written");
    }

    @Test
    void whatIsNoRecordingIsSaid() {
        assertThat(run(before, directory.resolve("nowhere").toString())).isEqualTo(1);
        assertThat(text(err)).contains("nowhere");
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "compare";
        all[1] = "--key-file";
        all[2] = key.toString();
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return Main.run(
                all,
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(UTF_8);
    }
}
