package io.hydrophone.upkeep;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small program with a page of its health, in good and in broken releases. Its port is in the file {@code port} of its home. */
public final class TestAgent {
    private static final int DIES_AFTER_MILLIS = 700;

    /** How a release is. */
    public enum Behaviour {
        GOOD,
        /** Ends while it starts. */
        CRASHES,
        /** Runs, and says that it is not well. */
        ILL,
        /** Runs, and never answers. */
        MUTE,
        /** Is well, for a moment. */
        DIES_LATER
    }

    private TestAgent() {}

    /** Where this class lies: nothing else is needed to run it. */
    static String classPath() {
        return Path.of(TestAgent.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .toString();
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Behaviour behaviour = Behaviour.valueOf(args[2]);
        if (behaviour == Behaviour.CRASHES) {
            throw new IllegalStateException("broken on purpose");
        }
        if (behaviour != Behaviour.MUTE) {
            int port =
                    Integer.parseInt(Files.readString(Path.of(args[0], "port")).strip());
            serve(port, args[1], behaviour == Behaviour.ILL ? 500 : 200);
        }
        Thread.sleep(behaviour == Behaviour.DIES_LATER ? DIES_AFTER_MILLIS : Long.MAX_VALUE);
        System.exit(3);
    }

    private static void serve(int port, String version, int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/status", exchange -> {
            byte[] body = version.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }
}
