package io.hydrophone.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Prometheus' own exporter of MySQL's metrics, version 0.14 of Debian, before one server. */
public final class MysqldExporter implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final Path directory;
    private final int port;

    private MysqldExporter(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    /**
     * Returns when it takes connections.
     *
     * @param options such as {@code --collect.binlog_size}
     */
    public static MysqldExporter start(Server server, String... options) {
        try {
            Path program = Unpacked.packages("mysqld-exporter-0.14", "prometheus-mysqld-exporter")
                    .resolve("usr/bin/prometheus-mysqld-exporter");
            Path directory = Files.createTempDirectory("hydrophone-exporter");
            int port = FreePort.find();
            List<String> command =
                    new ArrayList<>(List.of(program.toString(), "--web.listen-address=" + Server.HOST + ":" + port));
            command.addAll(List.of(options));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile());
            builder.environment()
                    .put(
                            "DATA_SOURCE_NAME",
                            Server.USER + ":" + Server.PASSWORD + "@(" + Server.HOST + ":" + server.port() + ")/");
            MysqldExporter exporter = new MysqldExporter(builder.start(), directory, port);
            Pause.until("the exporter listens: " + directory, LIMIT, () -> FreePort.isTaken(port));
            return exporter;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where its metrics are. */
    public URI uri() {
        return URI.create("http://" + Server.HOST + ":" + port + "/metrics");
    }

    public long processId() {
        return process.pid();
    }

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
}
