package io.hydrophone.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrophone.app.Main;
import io.hydrophone.servers.Server;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The command as it is run by hand, and what came of it.
 *
 * @param errors what it said beside its result
 */
record Replayed(int status, String output, String errors) {
    /** As the account that may do everything. */
    static String url(Server server) {
        String password = URLEncoder.encode(Server.PASSWORD, UTF_8).replace("+", "%20");
        return "mysql://" + Server.USER + ":" + password + "@" + Server.HOST + ":" + server.port() + "/";
    }

    /** Replays as fast as the server answers, unless the options name a speed. */
    static Replayed onto(Server server, Recorded recorded, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "replay",
                "--from",
                recorded.directory().toString(),
                "--target",
                url(server),
                "--get-server-public-key",
                "--json"));
        arguments.addAll(List.of(options));
        if (!arguments.contains("--speed")) {
            arguments.addAll(List.of("--speed", "max"));
        }
        return run(arguments);
    }

    static Replayed run(List<String> arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = Main.run(
                arguments.toArray(String[]::new),
                InputStream.nullInputStream(),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8));
        return new Replayed(status, out.toString(UTF_8), err.toString(UTF_8));
    }

    JsonNode json() {
        return JsonMapper.shared().readTree(output);
    }

    long figure(String name) {
        return json().path(name).asLong(-1);
    }

    long skipped(String reason) {
        return json().path("skipped_by_reason").path(reason).asLong(0);
    }

    /** The only value of a statement. */
    static String value(Server server, String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    static void execute(Server server, String... statements) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
