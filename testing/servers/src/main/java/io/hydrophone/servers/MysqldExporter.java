package io.hydrophone.servers;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Prometheus' own exporter of MySQL's metrics, version 0.14 of Debian, before one server. */
public final class MysqldExporter implements AutoCloseable {
    private final ListeningProgram program;

    private MysqldExporter(ListeningProgram program) {
        this.program = program;
    }

    /**
     * Returns when it takes connections.
     *
     * @param options such as {@code --collect.binlog_size}
     */
    public static MysqldExporter start(Server server, String... options) {
        Path unpacked = Unpacked.packages("mysqld-exporter-0.14", "prometheus-mysqld-exporter");
        return new MysqldExporter(ListeningProgram.start("mysqld-exporter", (directory, port) -> {
            List<String> command = new ArrayList<>(List.of(
                    unpacked.resolve("usr/bin/prometheus-mysqld-exporter").toString(),
                    "--web.listen-address=" + Server.HOST + ":" + port));
            command.addAll(List.of(options));
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.environment()
                    .put(
                            "DATA_SOURCE_NAME",
                            Server.USER + ":" + Server.PASSWORD + "@(" + Server.HOST + ":" + server.port() + ")/");
            return builder;
        }));
    }

    /** Where its metrics are. */
    public URI uri() {
        return URI.create("http://" + Server.HOST + ":" + program.port() + "/metrics");
    }

    public long processId() {
        return program.process().pid();
    }

    @Override
    public void close() {
        program.close();
    }
}
