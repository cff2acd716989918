package io.hydrophone.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.sql.Fingerprinter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The corpus of mysql/sql, digested by live servers: what is heard and what performance_schema counts are one class. */
class DigestTextTest {
    private static final Path CORPUS =
            Path.of("..", "mysql", "sql", "src", "test", "resources", "io", "hydrophone", "sql", "statements.txt");
    /** ER_PARSE_ERROR_IN_DIGEST_FN: this version has no such statement. */
    private static final int NOT_PARSED = 3676;

    private final Fingerprinter fingerprinter = new Fingerprinter();

    @ParameterizedTest
    @EnumSource(names = {"MYSQL_8_0", "MYSQL_9_7"})
    void aStatementAndTheServersDigestTextHaveOneFingerprint(ServerKind kind) throws SQLException, IOException {
        SoftAssertions all = new SoftAssertions();
        int digested = 0;
        try (Connection server = kind.shared().connect()) {
            for (String sql : statements()) {
                String digestText = digestText(server, sql);
                if (digestText != null) {
                    digested++;
                    all.assertThat(fingerprint(digestText))
                            .as("%s, digested as %s", sql, digestText)
                            .isEqualTo(fingerprint(sql));
                }
            }
        }
        all.assertAll();
        assertThat(digested).isGreaterThan(480);
    }

    private String fingerprint(String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        fingerprinter.fingerprint(bytes, 0, bytes.length);
        return fingerprinter.text();
    }

    /** Null when the server cannot parse the statement. */
    private static String digestText(Connection server, String sql) throws SQLException {
        try (PreparedStatement ask = server.prepareStatement("SELECT STATEMENT_DIGEST_TEXT(?)")) {
            ask.setString(1, sql);
            try (ResultSet answer = ask.executeQuery()) {
                answer.next();
                return answer.getString(1);
            }
        } catch (SQLException e) {
            if (e.getErrorCode() == NOT_PARSED) {
                return null;
            }
            throw e;
        }
    }

    /** A line each; U+2424 stands for a line feed, U+2409 for a tab, {@code ##} begins a heading. */
    private static List<String> statements() throws IOException {
        return Files.readAllLines(CORPUS).stream()
                .filter(line -> !line.startsWith("## "))
                .map(line -> line.replace('\u2424', '\n').replace('\u2409', '\t'))
                .toList();
    }
}
