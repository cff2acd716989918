package io.hydrophone.servers;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real Prometheus on a free port of 127.0.0.1, with data of its own. */
public final class Prometheus implements AutoCloseable {
    private final ListeningProgram program;

    private Prometheus(ListeningProgram program) {
        this.program = program;
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
        String command = unpacked().resolve("usr/bin/prometheus").toString();
        return new Prometheus(ListeningProgram.start("prometheus", (directory, port) -> {
            Path file = Files.writeString(directory.resolve("prometheus.yml"), configuration);
            return new ProcessBuilder(
                    command,
                    "--config.file=" + file,
                    "--storage.tsdb.path=" + directory.resolve("data"),
                    "--web.enable-remote-write-receiver",
                    "--web.listen-address=" + Server.HOST + ":" + port);
        }));
    }

    private static Path unpacked() {
        return Unpacked.packages("prometheus-2.42", "prometheus");
    }

    /** Its HTTP API. */
    public URI uri() {
        return URI.create("http://" + Server.HOST + ":" + program.port());
    }

    @Override
    public void close() {
        program.close();
    }
}
