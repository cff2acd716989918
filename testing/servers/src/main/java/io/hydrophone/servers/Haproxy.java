package io.hydrophone.servers;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * HAProxy in front of a server, telling it of its clients with a PROXY header. Debian's package would start a service of
 * its own, so it is unpacked and not installed.
 */
public final class Haproxy implements AutoCloseable {
    private static final String PROGRAM = "usr/sbin/haproxy";

    private final ListeningProgram program;

    private Haproxy(ListeningProgram program) {
        this.program = program;
    }

    /**
     * Returns when it takes connections.
     *
     * @param version of the header, 1 or 2
     */
    public static Haproxy start(Server server, int version) {
        String command = program().toString();
        return new Haproxy(ListeningProgram.start("haproxy", (directory, port) -> {
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
            return new ProcessBuilder(command, "-db", "-f", configuration.toString());
        }));
    }

    private static Path program() {
        DebianPackages.require("liblua5.3-0", "libopentracing-c-wrapper0");
        return Unpacked.packages("haproxy-2", "haproxy").resolve(PROGRAM);
    }

    /** Of {@link Server#HOST}. */
    public int port() {
        return program.port();
    }

    @Override
    public void close() {
        program.close();
    }
}
