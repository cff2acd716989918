package io.hydrophone.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.wire.synthetic.PcapWriter;
import io.hydrophone.wire.synthetic.SyntheticTraffic;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as a user calls them. The capture has a MariaDB on port 34071 and a MySQL 9.7 on 34072. */
class CommandLineTest {
    private static final Path CAPTURE = Path.of("../listen/wire/src/test/resources/io/hydrophone/wire/sessions.pcap");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    private Path directory;

    private int run(byte[] input, String... args) {
        PrintStream output = new PrintStream(out, true, UTF_8);
        int status = Main.run(args, new ByteArrayInputStream(input), output, new PrintStream(err, true, UTF_8));
        output.flush();
        assertThat(err.toString(UTF_8)).doesNotContain("unexpected:").doesNotContain("\tat ");
        return status;
    }

    private int run(String... args) {
        return run(new byte[0], args);
    }

    private String out() {
        return out.toString(UTF_8);
    }

    private String err() {
        return err.toString(UTF_8);
    }

    @Test
    void decodePrintsOneObjectACommand() {
        assertThat(run("decode", "--port", "34071,34072", CAPTURE.toString())).isZero();
        assertThat(out().lines()).hasSize(229).allMatch(line -> line.startsWith("{\"ts\":") && line.endsWith("}"));
        assertThat(out().lines()
                        .filter(line -> line.contains("\"error_code\":1062"))
                        .findFirst())
                .hasValueSatisfying(line -> assertThat(line)
                        .contains("\"command\":\"COM_QUERY\"", "\"user\":\"root\"", "\"db\":\"shop\"")
                        .contains("\"sql\":\"insert into t(id,name) values(1,'dup')\"", "\"status\":\"error\"")
                        .contains("\"sqlstate\":\"23000\"", "\"rows_sent\":0", "\"latency_us\":", "\"total_us\":"));
        assertThat(out())
                .contains("\"command\":\"COM_STMT_EXECUTE\"")
                .contains("\"params\":[")
                .contains("\"statement_id\":");
        assertThat(err()).contains("229 commands, 8 sessions, 523 packets");
    }

    @Test
    void encryptedSessionsAreHeardWithAKeyLogAndCountedWithout() {
        String capture = CAPTURE.resolveSibling("tls.pcap").toString();
        String keys = CAPTURE.resolveSibling("tls.keys").toString();
        assertThat(run("decode", "--port", "28989", "--tls-keylog", keys, capture))
                .isZero();
        assertThat(out()).contains("UPDATE depths SET name = 'trench' WHERE id = 3");
        assertThat(err()).contains("3 decrypted sessions").doesNotContain("encrypted sessions (not heard)");
        out.reset();
        assertThat(run("digest", "--port", "28989", "--tls-keylog", keys, capture))
                .isZero();
        assertThat(out()).contains("3, 3 decrypted", "select name from depths where id = ?");
        out.reset();
        assertThat(run("digest", "--port", "28989", capture)).isZero();
        assertThat(out()).containsPattern("127\\.0\\.0\\.1 +3 +127\\.0\\.0\\.1:28989 +10\\.11");
        assertThat(err()).contains("all 3 sessions were encrypted", "--tls-keylog");
    }

    @Test
    void whatIsNoKeyLogIsSaid() {
        assertThat(run("decode", "--tls-keylog", CAPTURE.toString(), CAPTURE.toString()))
                .isEqualTo(1);
        assertThat(err()).contains("is no key log", "--tls-keylog " + CAPTURE);
        assertThat(run("digest", "--tls-keylog", "nowhere.log", CAPTURE.toString()))
                .isEqualTo(1);
        assertThat(err()).contains("there is no such key log");
    }

    @Test
    void maskingHidesLiteralsParametersAndErrorMessages() {
        assertThat(run("decode", "--mask", "--port", "34071,34072", CAPTURE.toString()))
                .isZero();
        assertThat(out())
                .contains("insert into t(id,name) values(?,?)")
                .doesNotContain("'dup'")
                .doesNotContain("apple");
        assertThat(out().lines().filter(line -> line.contains("\"params\":[")))
                .isNotEmpty()
                .allMatch(line -> line.matches(".*\"params\":\\[((\"\\?\"|null),?)*\\].*"));
        assertThat(out()).contains("Duplicate entry '?' for key");
    }

    @Test
    void digestReportsInEachForm() {
        assertThat(run("digest", "--port", "auto", CAPTURE.toString())).isZero();
        assertThat(out()).contains("select c from sbtest1 where id = ?");
        out.reset();
        assertThat(run("digest", "--format", "json", "--port", "34071,34072", CAPTURE.toString()))
                .isZero();
        assertThat(out())
                .startsWith("{\"source\":{")
                .contains("\"totals\":{", "\"classes\":[", "\"total_us\":{\"sum\":");
        out.reset();
        assertThat(run("digest", "--format", "html", "--port", "34071,34072", CAPTURE.toString()))
                .isZero();
        assertThat(out()).startsWith("<!doctype html>").doesNotContain("src=\"http", "href=\"http", "@import");
    }

    @Test
    void aPartOfTheSessionsIsReportedAsSuch() {
        assertThat(run("digest", "--sample", "1/2", "--port", "34071,34072", CAPTURE.toString()))
                .isZero();
        assertThat(out()).containsPattern("sampled +1/2 of the sessions: counts × 2 are estimates");
        out.reset();
        assertThat(run("decode", "--sample", "1/2", "--port", "34071,34072", CAPTURE.toString()))
                .isZero();
        assertThat(err()).containsPattern("[1-7] sessions left out by sampling");
        for (String ratio : new String[] {"2", "1/0", "1/2048", "0.5", "2/3"}) {
            assertThat(run("digest", "--sample", ratio, CAPTURE.toString())).isEqualTo(1);
            assertThat(err()).contains("--sample " + ratio, "give 1/2 to 1/1024");
            err.reset();
        }
    }

    @Test
    void loadThatMakesNoSenseIsRefused() {
        assertThat(run("probe", "-i", "lo", "--workers", "0")).isEqualTo(1);
        assertThat(err()).contains("--workers 0", "from 1 to 64");
        assertThat(run("top", "-i", "lo", "--cpu-limit", "0")).isEqualTo(1);
        assertThat(err()).contains("--cpu-limit 0");
        assertThat(run("probe", "-i", "lo", "--workers", "2", "--capture", "libpcap"))
                .isEqualTo(1);
        assertThat(err()).contains("libpcap cannot share");
        assertThat(run("digest", "-i", "lo", "--workers", "2", "--port", "auto"))
                .isEqualTo(1);
        assertThat(err()).contains("name the ports");
    }

    @Test
    void theWrongPortIsSaidWithTheRightOne() {
        assertThat(run("digest", CAPTURE.toString())).isZero();
        assertThat(err()).contains("34071").contains("--port");
        err.reset();
        assertThat(run("decode", CAPTURE.toString())).isZero();
        assertThat(out()).doesNotContain("\"ts\":");
        assertThat(err()).contains("--port");
    }

    @ParameterizedTest
    @ValueSource(strings = {"decode", "digest"})
    void whatIsNoCaptureIsSaid(String command) throws IOException {
        Path text = Files.writeString(directory.resolve("notes.txt"), "these are my notes\nnothing else\n");
        assertThat(run(command, text.toString())).isEqualTo(1);
        assertThat(err()).contains("notes.txt");
        assertThat(run(command, Files.createFile(directory.resolve("empty")).toString()))
                .isEqualTo(1);
        assertThat(err()).contains("empty");
        assertThat(run(command, directory.resolve("missing").toString())).isEqualTo(1);
        assertThat(err()).contains("no such file");
        assertThat(run(command, directory.toString())).isEqualTo(1);
    }

    @Test
    void aCaptureCutAnywhereIsReadAsFarAsItGoes() throws IOException {
        byte[] whole = Files.readAllBytes(CAPTURE);
        for (int length = 25; length < 6_000; length += 211) {
            Path cut = Files.write(directory.resolve("cut.pcap"), Arrays.copyOf(whole, length));
            assertThat(run("decode", "--port", "34071,34072", cut.toString())).isZero();
            assertThat(err()).contains("the file ends in the middle of a packet");
            err.reset();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"decode", "digest"})
    void standardInputIsReadLikeAFile(String command) throws IOException {
        run(command, "--port", "34071,34072", CAPTURE.toString());
        String ofFile = out();
        out.reset();
        assertThat(run(Files.readAllBytes(CAPTURE), command, "--port", "34071,34072", "-"))
                .isZero();
        assertThat(out().replace("standard input", CAPTURE.toString())).isEqualTo(ofFile);
        assertThat(run(new byte[0], command, "-")).isEqualTo(1);
        assertThat(err()).contains("standard input: is empty");
    }

    /** A rotated capture: what began in one file goes on in the next. */
    @ParameterizedTest
    @ValueSource(strings = {"decode", "digest"})
    void filesAreReadAsOneCapture(String command) throws IOException {
        byte[] whole = Files.readAllBytes(CAPTURE);
        Path first = directory.resolve("1.pcap");
        Path second = directory.resolve("2.pcap");
        int cut = packetAfter(whole, whole.length / 2);
        Files.write(first, Arrays.copyOf(whole, cut));
        Files.write(second, Arrays.copyOf(whole, 24));
        Files.write(second, Arrays.copyOfRange(whole, cut, whole.length), StandardOpenOption.APPEND);
        run(command, "--port", "34071,34072", CAPTURE.toString());
        String ofOne = out();
        out.reset();
        run(command, "--port", "34071,34072", first.toString(), second.toString());
        assertThat(out().replace(first + ", " + second, CAPTURE.toString())).isEqualTo(ofOne);
    }

    /** Where a record of a little-endian pcap file begins, at or behind an offset. */
    private static int packetAfter(byte[] file, int offset) {
        ByteBuffer words = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int at = 24;
        while (at < offset) {
            at += 16 + words.getInt(at + 8);
        }
        return at;
    }

    /** As before {@code | head}: whoever read the lines has gone. */
    @Test
    void whenNobodyReadsOnDecodingEnds() throws IOException {
        Path large = directory.resolve("large.pcap");
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(large))) {
            SyntheticTraffic.play(new PcapWriter(file), 3306, 3_000);
        }
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        int status = Main.run(
                new String[] {"decode", large.toString()},
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(closed, false, UTF_8),
                new PrintStream(err, true, UTF_8));
        assertThat(status).isZero();
        assertThat(Long.parseLong(err().substring(0, err().indexOf(' ')))).isLessThan(20_000);
    }

    @Test
    void wrongUsageIsTwoWithAHint() {
        assertThat(run("digest", "--formt", "json", CAPTURE.toString())).isEqualTo(2);
        assertThat(err()).contains("--formt").contains("--format");
        assertThat(run("decod")).isEqualTo(2);
        assertThat(run("digest", "--for", "soon", "-i", "lo")).isEqualTo(2);
        assertThat(err()).contains("'soon' is no time");
        assertThat(run("decode", "--port", "99999", CAPTURE.toString())).isEqualTo(1);
        assertThat(err()).contains("no TCP port");
        assertThat(run("decode")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "decode",
                "digest",
                "fingerprint",
                "probe",
                "demo",
                "top",
                "config",
                "compare",
                "topology",
                "grants"
            })
    void helpShowsExamples(String command) {
        assertThat(run(command, "--help")).isZero();
        assertThat(out()).contains("Examples:").contains("hydrophone " + command);
    }

    @Test
    void fingerprintReadsLinesOrZeroEndedStatements() {
        byte[] lines = "SELECT * FROM t WHERE id=5\r\nselect * from t where id = 7".getBytes(UTF_8);
        assertThat(run(lines, "fingerprint")).isZero();
        assertThat(out().lines().distinct())
                .singleElement()
                .asString()
                .matches("[0-9a-f]{16}\tselect \\* from t where id = \\?");
        out.reset();
        assertThat(run("select 1,\n2\0".getBytes(UTF_8), "fingerprint", "--null"))
                .isZero();
        assertThat(out()).endsWith("\0").doesNotContain("\n");
    }
}
