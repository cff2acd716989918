package io.hydrophone.wire.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Secrets as clients write them, while they write them. */
class KeyLogTest {
    private static final byte[] SECRET = HexFormat.of().parseHex("5a".repeat(48));

    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void createFile() throws IOException {
        file = Files.createFile(directory.resolve("keys"));
    }

    private static String random(int client) {
        return "%064x".formatted(client);
    }

    private static ClientRandom client(int number) {
        return new ClientRandom(0, 0, 0, number);
    }

    private static String master(int client) {
        return "CLIENT_RANDOM " + random(client) + " " + HexFormat.of().formatHex(SECRET);
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }

    @Test
    void whatIsWrittenLaterIsFound() throws IOException {
        try (KeyLog log = KeyLog.open(file, 10)) {
            assertThat(log.find(client(1), TlsVersion.TLS_1_2)).isNull();
            append("# made by a client\r\n\n" + master(1).substring(0, 100));
            assertThat(log.find(client(1), TlsVersion.TLS_1_2)).isNull();
            append(master(1).substring(100) + "\r\n" + master(2) + "\n");
            assertThat(log.find(client(1), TlsVersion.TLS_1_2).master()).isEqualTo(SECRET);
            assertThat(log.find(client(2), TlsVersion.TLS_1_2).master()).isEqualTo(SECRET);
            assertThat(log.find(client(3), TlsVersion.TLS_1_2)).isNull();
        }
    }

    @Test
    void tls13NeedsBothSecretsOfTheTraffic() throws IOException {
        String secret = " " + random(1) + " " + "5a".repeat(32) + "\n";
        try (KeyLog log = KeyLog.open(file, 10)) {
            append("SERVER_HANDSHAKE_TRAFFIC_SECRET" + secret + "CLIENT_HANDSHAKE_TRAFFIC_SECRET" + secret);
            append("EXPORTER_SECRET" + secret + "CLIENT_TRAFFIC_SECRET_0" + secret);
            assertThat(log.find(client(1), TlsVersion.TLS_1_3)).isNull();
            append("SERVER_TRAFFIC_SECRET_0" + secret);
            Secrets found = log.find(client(1), TlsVersion.TLS_1_3);
            assertThat(found.traffic(true)).hasSize(32).isEqualTo(found.traffic(false));
            assertThat(log.find(client(1), TlsVersion.TLS_1_2)).isNull();
        }
    }

    @Test
    void aFileWrittenAnewIsReadFromItsBeginning() throws IOException {
        append(master(1) + "\n" + master(2) + "\nCLIENT_RANDOM half of a line");
        try (KeyLog log = KeyLog.open(file, 10)) {
            Files.writeString(file, master(3) + "\n");
            assertThat(log.find(client(3), TlsVersion.TLS_1_2)).isNotNull();
            assertThat(log.find(client(1), TlsVersion.TLS_1_2)).isNotNull();
        }
    }

    @Test
    void ofManyConnectionsTheLastAreKept() throws IOException {
        for (int i = 0; i < 100; i++) {
            append(master(i) + "\n");
        }
        try (KeyLog log = KeyLog.open(file, 10)) {
            assertThat(log.find(client(89), TlsVersion.TLS_1_2)).isNull();
            assertThat(log.find(client(90), TlsVersion.TLS_1_2)).isNotNull();
            append(master(100) + "\n");
            assertThat(log.find(client(100), TlsVersion.TLS_1_2)).isNotNull();
            assertThat(log.find(client(91), TlsVersion.TLS_1_2)).isNull();
            assertThat(log.find(client(90), TlsVersion.TLS_1_2)).isNotNull(); // used since
        }
    }

    @Test
    void linesThatMakeNoSenseArePassedOver() throws IOException {
        append("CLIENT_RANDOM zz 5a\n" + "x".repeat(100_000) + "\nCLIENT_RANDOM " + random(1) + " 5a5\n");
        append("CLIENT_RANDOM " + random(1) + " " + "5a".repeat(16) + "\n" + master(7) + "\n");
        try (KeyLog log = KeyLog.open(file, 10)) {
            assertThat(log.find(client(1), TlsVersion.TLS_1_2)).isNull();
            assertThat(log.find(client(7), TlsVersion.TLS_1_2)).isNotNull();
        }
    }

    @Test
    void whatIsNoKeyLogIsRefused() throws IOException {
        append("-----BEGIN PRIVATE KEY-----\nMIIE\n");
        for (Path path : List.of(file, directory, directory.resolve("none"))) {
            assertThatThrownBy(() -> KeyLog.open(path, 10))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("--tls-keylog " + path)
                    .hasMessageNotContaining("MIIE");
        }
    }

    @FuzzTest(maxDuration = "10m")
    void anyBytes(FuzzedDataProvider data) {
        KeyLogLines lines = new KeyLogLines();
        List<byte[]> secrets = new ArrayList<>();
        while (data.remainingBytes() > 0) {
            byte[] bytes = data.consumeBoolean()
                    ? data.consumeBytes(data.consumeInt(0, 300))
                    : (data.pickValue(KeyLogLines.Label.values()) + " " + random(1) + " "
                                    + "5a".repeat(data.consumeInt(0, 60)) + "\n")
                            .getBytes(US_ASCII);
            lines.take(bytes, 0, bytes.length, (client, label, secret) -> secrets.add(secret));
        }
        assertThat(secrets).allMatch(secret -> secret.length >= 32 && secret.length <= 48);
    }
}
