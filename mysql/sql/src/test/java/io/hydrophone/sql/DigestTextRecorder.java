package io.hydrophone.sql;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks real servers for the digest text of every statement of the corpus and writes {@code digest-text.txt} anew.
 * Arguments: the module's directory of test resources, then a JDBC URL for each server.
 */
final class DigestTextRecorder {
    private DigestTextRecorder() {}

    public static void main(String[] arguments) throws Exception {
        List<Connection> servers = new ArrayList<>();
        for (int i = 1; i < arguments.length; i++) {
            servers.add(DriverManager.getConnection(arguments[i]));
        }
        StringBuilder file = new StringBuilder();
        for (String sql : Corpus.statements()) {
            file.append(Corpus.encode(sql)).append('\n');
            for (Connection server : servers) {
                String text = Corpus.encode(digestText(server, sql));
                file.append('\t')
                        .append(version(server))
                        .append('\t')
                        .append(text)
                        .append('\n');
            }
        }
        Files.writeString(Path.of(arguments[0], "io", "hydrophone", "sql", "digest-text.txt"), file);
        for (Connection server : servers) {
            server.close();
        }
    }

    private static String version(Connection server) throws SQLException {
        return server.getMetaData().getDatabaseProductVersion().replaceAll("-.*", "");
    }

    /** Empty when the server does not know such a statement. */
    private static String digestText(Connection server, String sql) throws SQLException {
        try (PreparedStatement ask = server.prepareStatement("SELECT STATEMENT_DIGEST_TEXT(?)")) {
            ask.setString(1, sql);
            try (ResultSet answer = ask.executeQuery()) {
                answer.next();
                return answer.getString(1).strip();
            }
        } catch (SQLException e) {
            if (e.getErrorCode() == 3676) { // ER_PARSE_ERROR_IN_DIGEST_FN
                return "";
            }
            throw e;
        }
    }
}
