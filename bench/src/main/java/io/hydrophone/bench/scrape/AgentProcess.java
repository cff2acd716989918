package io.hydrophone.bench.scrape;

import io.hydrophone.bench.process.Background;
import io.hydrophone.bench.process.Tool;
import io.hydrophone.servers.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code hydrophone agent foreground} as it is installed: the usual checks of the host, MySQL's check of each target and its exporter, and a
 * file that all of it goes to.
 */
final class AgentProcess implements AutoCloseable {
    private static final String ADDRESS = "127.0.0.1:17123";

    private final Background process;

    private AgentProcess(Background process) {
        this.process = process;
    }

    /** @param users whose accounts are the targets, each of them a server to the agent */
    static AgentProcess start(Path hydrophone, Path directory, Path log, int port, List<String> users)
            throws IOException, InterruptedException {
        Path password = Files.writeString(directory.resolve("password"), Server.PASSWORD);
        StringBuilder targets = new StringBuilder();
        StringBuilder checks = new StringBuilder("init_config:\ninstances:\n");
        for (String user : users) {
            targets.append("    - {name: %1$s, url: 'mysql://%1$s@%2$s:%3$d/?tls=disabled', password_file: %4$s}\n"
                    .formatted(user, Server.HOST, port, password));
            checks.append("- {host: %s, port: %d, user: %s, pass: '${file:%s}', tags: [target:%3$s]}\n"
                    .formatted(Server.HOST, port, user, password));
        }
        Files.writeString(Files.createDirectory(directory.resolve("conf.d")).resolve("mysql.yaml"), checks);
        Path file = Files.writeString(
                directory.resolve("hydrophone.yaml"), """
                version: 1
                agent:
                  listen: %s
                  checks: conf.d
                  sinks: [{type: file, path: %s}]
                  exporter:
                    targets:
                %s""".formatted(ADDRESS, directory.resolve("out"), targets));
        Background process = Background.start(
                new Tool(List.of(
                        hydrophone.toString(),
                        "agent",
                        "foreground",
                        "--config",
                        file.toString(),
                        "--state",
                        directory.resolve("state").toString())),
                log);
        process.await("the agent", () -> process.said().contains("serving http"));
        return new AgentProcess(process);
    }

    URI probe(String user) {
        return URI.create("http://" + ADDRESS + "/probe?target=" + user);
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.close();
    }
}
