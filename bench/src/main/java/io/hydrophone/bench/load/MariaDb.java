package io.hydrophone.bench.load;

import io.hydrophone.bench.process.Background;
import io.hydrophone.bench.process.Tool;
import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A MariaDB server of the bench's own, with its data in a directory that goes when it stops. No TLS. */
final class MariaDb implements AutoCloseable {
    private final Path dir;
    private final Path socket;
    private final Background server;

    private MariaDb(Path dir, Path socket, Background server) {
        this.dir = dir;
        this.socket = socket;
        this.server = server;
    }

    static MariaDb start(int port) throws IOException, InterruptedException {
        Path dir = Files.createTempDirectory("bench-mariadb");
        Path data = dir.resolve("data");
        Path socket = dir.resolve("s.sock");
        String user = "--user=" + System.getProperty("user.name");
        Tool.of(
                        "mariadb-install-db",
                        "--no-defaults",
                        user,
                        "--datadir=" + data,
                        "--auth-root-authentication-method=normal",
                        "--skip-test-db")
                .time();
        Tool mariadbd = Tool.of(
                "mariadbd",
                "--no-defaults",
                user,
                "--datadir=" + data,
                "--socket=" + socket,
                "--port=" + port,
                "--bind-address=127.0.0.1",
                "--pid-file=" + dir.resolve("pid"),
                "--skip-log-bin");
        MariaDb database = new MariaDb(dir, socket, Background.start(mariadbd, dir.resolve("log")));
        database.server.await("a connection to MariaDB", database::answers);
        database.query("create database sbtest; create user sb@'127.0.0.1' identified by 'sb';"
                + " grant all on sbtest.* to sb@'127.0.0.1'");
        return database;
    }

    /** What the server itself counted since its start: {@code Com_select} and its like. */
    long status(String variable) throws IOException, InterruptedException {
        return Long.parseLong(
                query("show global status like '" + variable + "'").strip().split("\t", 2)[1]);
    }

    /** Over the server's Unix socket, so that nothing of it crosses the network that is listened to. */
    private String query(String sql) throws IOException, InterruptedException {
        return new Tool(List.of("mariadb", "--no-defaults", "-S", socket.toString(), "-uroot", "-BN", "-e", sql))
                .output();
    }

    private boolean answers() throws IOException, InterruptedException {
        try {
            return Files.exists(socket) && query("select 1").startsWith("1");
        } catch (ProblemException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
