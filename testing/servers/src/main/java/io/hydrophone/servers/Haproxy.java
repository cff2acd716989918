package io.hydrophone.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * HAProxy in front of a server, telling it of its clients with a PROXY header. Debian's package would start a service of
 * its own, so it is unpacked and not installed.
 */
public final class Haproxy implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String PROGRAM = "usr/sbin/haproxy";

    private final Process process;
    private final Path directory;
    private final int port;

    private Haproxy(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    /**
     * Returns when it takes connections.
     *
     * @param version of the header, 1 or 2
     */
    public static Haproxy start(Server server, int version) {
        try {
            Path program = program();
            Path directory = Files.createTempDirectory("hydrophone-haproxy");
            int port = FreePort.find();
            Path configuration = Files.writeString(directory.resolve("haproxy.cfg"), """
                    defaults
                      mode tcp
                      timeout connect 10s
                      timeout client 60s
                      timeout server 60s
                    listen mysql
                      bind %1$s:%2$d
                      server one %1$s:%3$d %4$s
                    """.formatted(
                            Server.HOST, port, server.port(), version == 1 ? "send-proxy" : "send-proxy-v2"));
            Process process = new ProcessBuilder(program.toString(), "-db", "-f", configuration.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            Haproxy proxy = new Haproxy(process, directory, port);
            Pause.until("HAProxy listens: " + directory, LIMIT, () -> FreePort.isTaken(port));
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path program() {
        DebianPackages.require("liblua5.3-0", "libopentracing-c-wrapper0");
        return Unpacked.packages("haproxy-2", "haproxy").resolve(PROGRAM);
    }

    /** Of {@link Server#HOST}. */
    public int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
            Directories.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
