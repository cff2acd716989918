package io.hydrophone.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A real Prometheus on a free port of 127.0.0.1, with data of its own. */
public final class Prometheus implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final Path directory;
    private final int port;

    private Prometheus(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    /** {@code promtool}, to be given a command. */
    public static Tool tool() {
        return Tool.of(unpacked().resolve("usr/bin/promtool").toString());
    }

    /**
     * Returns when it takes connections.
     *
     * @param configuration its {@code prometheus.yml}
     */
    public static Prometheus start(String configuration) {
        try {
            Path directory = Files.createTempDirectory("hydrophone-prometheus");
            Path file = Files.writeString(directory.resolve("prometheus.yml"), configuration);
            int port = FreePort.find();
            Process process = new ProcessBuilder(
                            unpacked().resolve("usr/bin/prometheus").toString(),
                            "--config.file=" + file,
                            "--storage.tsdb.path=" + directory.resolve("data"),
                            "--web.enable-remote-write-receiver",
                            "--web.listen-address=" + Server.HOST + ":" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            Prometheus prometheus = new Prometheus(process, directory, port);
            Pause.until("Prometheus listens: " + directory, LIMIT, () -> FreePort.isTaken(port));
            return prometheus;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path unpacked() {
        return Unpacked.packages("prometheus-2.42", "prometheus");
    }

    /** Its HTTP API. */
    public URI uri() {
        return URI.create("http://" + Server.HOST + ":" + port);
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
