package io.hydrophone.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A running server on a free port of 127.0.0.1 with a data directory of its own, which goes with it. The account
 * {@value #USER} with the password {@value #PASSWORD} may do everything; the schema {@value #SCHEMA} is there and empty.
 * TLS is on where the release makes certificates for itself; clients made here do not use it unless asked.
 */
public final class Server implements AutoCloseable {
    public static final String HOST = "127.0.0.1";
    public static final String USER = "hydrophone";
    public static final String PASSWORD = "forty fathoms";
    public static final String SCHEMA = "depth";

    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    private static final int SHOWN_LOG_LINES = 40;

    private final ServerKind kind;
    private final Path directory;
    private final int port;
    private final Process process;

    private Server(ServerKind kind, Path directory, int port, Process process) {
        this.kind = kind;
        this.directory = directory;
        this.port = port;
        this.process = process;
    }

    /** Starts one and waits until it lets the account in. */
    static Server start(ServerKind kind, String... options) {
        kind.release().provide();
        try {
            Path directory = Files.createTempDirectory("hydrophone-");
            EmptyData.copyTo(directory.resolve("data"), kind);
            int port = FreePort.find();
            List<String> command = command(kind, directory, port);
            command.addAll(List.of(options));
            return start(kind, directory, port, new ProcessBuilder(command));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts one whose directory is there, and goes with it; its data has the account and the schema. */
    static Server start(ServerKind kind, Path directory, int port, ProcessBuilder command) throws IOException {
        Process process = command.redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        Server server = new Server(kind, directory, port, process);
        server.awaitStart();
        return server;
    }

    private static List<String> command(ServerKind kind, Path directory, int port) throws IOException {
        // What each server does for itself is none of its replicas' business.
        Path accounts = Files.writeString(directory.resolve("init.sql"), "SET sql_log_bin = 0;\n" + accounts());
        List<String> command = new ArrayList<>(kind.release().server());
        command.addAll(List.of(
                "--datadir=" + directory.resolve("data"),
                "--tmpdir=" + directory,
                "--socket=" + directory.resolve("socket"),
                "--pid-file=" + directory.resolve("pid"),
                "--port=" + port,
                "--bind-address=" + HOST,
                "--skip-name-resolve",
                "--init-file=" + accounts,
                "--performance-schema=ON",
                "--performance-schema-digests-size=5000",
                "--local-infile=ON",
                "--max-allowed-packet=64M",
                "--slow-query-log-file=" + directory.resolve("slow.log"),
                "--general-log-file=" + directory.resolve("general.log"),
                // Tests are about traffic, not about durability.
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-buffer-pool-size=64M",
                "--skip-log-bin"));
        return command;
    }

    /** SQL that makes the account and the schema. */
    static String accounts() {
        return """
                CREATE DATABASE %1$s;
                CREATE USER '%2$s'@'%%' IDENTIFIED BY '%3$s';
                GRANT ALL ON *.* TO '%2$s'@'%%' WITH GRANT OPTION;
                """.formatted(SCHEMA, USER, PASSWORD);
    }

    private void awaitStart() throws IOException {
        long deadline = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try (Connection connection = connect()) {
                connection.isValid(1);
                return;
            } catch (SQLException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    String log = logTail();
                    close();
                    throw new IllegalStateException(
                            kind + " did not start (" + e.getMessage() + "); its log ends:\n" + log, e);
                }
                Pause.of(Duration.ofMillis(50));
            }
        }
    }

    /** The same server behind a proxy at another port of 127.0.0.1; only this one here is to be closed. */
    public Server through(int proxyPort) {
        return new Server(kind, directory, proxyPort, process);
    }

    public ServerKind kind() {
        return kind;
    }

    public int port() {
        return port;
    }

    /** Runs statements as the account. */
    public void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** The first value of a query's first row; null for NULL and where there is no row. */
    public String value(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : null;
        }
    }

    public long processId() {
        return process.pid();
    }

    /** For connections that a capture of the port does not hear. */
    public Path socket() {
        return directory.resolve("socket");
    }

    /** Written to once {@code general_log} is switched on. */
    public Path generalLog() {
        return directory.resolve("general.log");
    }

    /** Written to once {@code slow_query_log} is switched on. */
    public Path slowLog() {
        return directory.resolve("slow.log");
    }

    /** As the server gives it, {@code 9.7.4-2} for example. */
    public String version() {
        try {
            return value("select version()");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * A connection of MariaDB Connector/J over TCP.
     *
     * @param parameters further ones of the driver, {@code useServerPrepStmts=true}
     */
    public Connection connect(String... parameters) throws SQLException {
        return DriverManager.getConnection(url(parameters), USER, PASSWORD);
    }

    /** The JDBC address of the empty schema. */
    public String url(String... parameters) {
        String more = parameters.length == 0 ? "" : "&" + String.join("&", parameters);
        return "jdbc:mariadb://" + HOST + ":" + port + "/" + SCHEMA + "?allowPublicKeyRetrieval=true" + more;
    }

    /** The command-line client, ready to log in over TCP as the account, in UTF-8; SQL comes on its input. */
    public Tool client() {
        return clientAs(USER, PASSWORD).with(SCHEMA);
    }

    /** The command-line client for another account; further words choose the schema. */
    public Tool clientAs(String user, String password) {
        Programs family = kind == ServerKind.MYSQL_9_7 ? Programs.MYSQL : Programs.MARIADB;
        return family.connecting(kind.release().client(), this, user, password).with("--default-character-set=utf8mb4");
    }

    /** A client program of either family, ready to log in over TCP as the account. */
    public Tool program(Programs family, String name) {
        return family.connecting(family.tool(name), this, USER, PASSWORD);
    }

    /** The same as {@link #client} through the server's socket, which a capture of the port does not hear. */
    public Tool socketClient() {
        return kind.release()
                .client()
                .with("--socket=" + socket(), "--user=" + USER, "--default-character-set=utf8mb4")
                .environment("MYSQL_PWD", PASSWORD)
                .with(SCHEMA);
    }

    /** The last lines of the server's log. */
    public String logTail() throws IOException {
        List<String> lines = new String(
                        Files.readAllBytes(directory.resolve("log")), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LOG_LINES), lines.size()));
    }

    /** Kills the server and leaves what it has: as if it had crashed. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Kills the server and deletes its data: an end in its own order, which nobody looks at, would take some of them seconds. */
    @Override
    public void close() {
        try {
            process.destroyForcibly().waitFor();
            Directories.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return kind + " on port " + port;
    }
}
