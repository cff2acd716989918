package io.hydrophone.bench.scrape;

import io.hydrophone.bench.process.Background;
import io.hydrophone.bench.process.Tool;
import io.hydrophone.servers.Server;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Hydrophone's exporter as a process, with the memory that the start script gives an agent. */
final class ExporterProcess implements AutoCloseable {
    private final Background process;
    private final URI uri;

    private ExporterProcess(Background process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    /** Starts it with targets and further keys of the section {@code exporter}. */
    static ExporterProcess start(Path directory, Path log, List<String> urls, String... keys)
            throws IOException, InterruptedException {
        Path password = Files.writeString(directory.resolve("password"), Server.PASSWORD);
        StringBuilder yaml = new StringBuilder("exporter:\n");
        for (String key : keys) {
            yaml.append("  ").append(key).append('\n');
        }
        yaml.append("  targets:\n");
        for (String url : urls) {
            yaml.append("    - {name: ")
                    .append(name(url))
                    .append(", url: '")
                    .append(url)
                    .append("', password_file: ")
                    .append(password)
                    .append("}\n");
        }
        Path file = Files.writeString(directory.resolve("exporter.yaml"), yaml);
        Tool java = Tool.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-XX:-UsePerfData",
                "-Xms24m",
                "-Xmn12m",
                "-Xmx128m",
                "-Xss512k",
                "-cp",
                System.getProperty("java.class.path"),
                ExporterMain.class.getName(),
                file.toString());
        Background process = Background.start(java, log);
        process.await("the exporter", () -> process.said().startsWith("http"));
        return new ExporterProcess(process, URI.create(process.said().strip()));
    }

    /** By its user, of which each target has its own. */
    static String name(String url) {
        return url.substring(url.indexOf("//") + 2, url.indexOf('@'));
    }

    URI probe(String target, String query) {
        return URI.create(uri + "/probe?target=" + target + query);
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.close();
    }
}
