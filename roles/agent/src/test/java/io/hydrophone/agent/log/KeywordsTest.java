package io.hydrophone.agent.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.agent.check.LiveCheck;
import io.hydrophone.agent.check.LiveCheck.Measured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real files that are written, renamed and cut as logrotate does it. */
class KeywordsTest {
    @TempDir
    private Path directory;

    private Path file;
    private LiveCheck check;

    @BeforeEach
    void configure() throws IOException {
        file = directory.resolve("app.log");
        check = LiveCheck.of(new Keywords(), directory, "path: ../app.log", "keywords: [ERROR, 'größer']");
    }

    @AfterEach
    void close() {
        check.close();
    }

    @Test
    void whatWasThereIsTotalAndNotNew() throws Exception {
        append("ERROR one\nfine\nERROR two größer\n");
        assertThat(measure()).containsExactlyEntriesOf(expected(2, -1, 1, -1));
        append("no\nERROR th");
        assertThat(measure()).containsExactlyEntriesOf(expected(2, 0, 1, 0));
        append("ree\n");
        assertThat(measure()).containsExactlyEntriesOf(expected(3, 1, 1, 0));
    }

    @Test
    void aRotatedFileIsReadToItsEndAndOnceMore() throws Exception {
        append("ERROR 1\n");
        measure();
        append("ERROR 2\n");
        Path old = Files.move(file, directory.resolve("app.log.1"));
        append("ERROR 3 größer\n");
        assertThat(measure()).containsExactlyEntriesOf(expected(1, 2, 1, 1));
        Files.writeString(old, "ERROR 4\n", StandardOpenOption.APPEND);
        assertThat(measure()).containsExactlyEntriesOf(expected(1, 1, 1, 0));
    }

    @Test
    void aFileThatWasCutIsReadFromItsBeginning() throws Exception {
        append("ERROR 1\nERROR 2\n");
        measure();
        Files.writeString(file, "ERROR 3\n", StandardOpenOption.TRUNCATE_EXISTING);
        assertThat(measure()).containsExactlyEntriesOf(expected(1, 1, 0, 0));
        Files.writeString(
                file, "begun ERROR anew, and longer than it was before\n", StandardOpenOption.TRUNCATE_EXISTING);
        append("ERROR 5\n");
        assertThat(measure()).containsExactlyEntriesOf(expected(2, 2, 0, 0));
    }

    @Test
    void aFileThatComesLaterIsNewAsAWhole() throws Exception {
        Measured missing = check.run();
        assertThat(missing.problem().code()).isEqualTo("log-not-read");
        assertThat(missing.values()).isEmpty();
        append("ERROR 1\n");
        assertThat(measure()).containsExactlyEntriesOf(expected(1, 1, 0, 0));
    }

    @Test
    void aLineWithoutAnEndKeepsNoMemory() throws Exception {
        append("ERROR " + "x".repeat(1 << 20));
        append(" größer\nERROR\n");
        assertThat(measure()).containsExactlyEntriesOf(expected(2, -1, 0, -1));
    }

    private Map<String, Double> measure() throws InterruptedException {
        Measured measured = check.run();
        assertThat(measured.problem()).isNull();
        return measured.values();
    }

    /** −1 for what is not told. */
    private Map<String, Double> expected(double errors, double newErrors, double larger, double newLarger) {
        Map<String, Double> expected = new TreeMap<>();
        String tags = "{file:" + file + "}";
        expected.put("app.log.ERROR" + tags, errors);
        expected.put("app.log.ERROR.count" + tags, newErrors);
        expected.put("app.log.gr__er" + tags, larger);
        expected.put("app.log.gr__er.count" + tags, newLarger);
        expected.values().removeIf(value -> value < 0);
        return expected;
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
