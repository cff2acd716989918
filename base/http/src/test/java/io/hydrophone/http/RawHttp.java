package io.hydrophone.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Speaks to a server byte by byte, as no well-behaved client would. */
final class RawHttp implements AutoCloseable {
    /** For a machine that others keep busy. */
    static final Duration LIMIT = Duration.ofMinutes(1);

    private final Socket socket;

    RawHttp(HttpServer server) throws IOException {
        socket = new Socket();
        socket.connect(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), server.uri().getPort()),
                (int) LIMIT.toMillis());
        socket.setSoTimeout((int) LIMIT.toMillis());
    }

    RawHttp send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** All that comes until the server closes. */
    String rest() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** Sends a byte now and then; tells after how long the server has had enough, at most a minute. */
    Duration dripUntilClosed() throws InterruptedException {
        long begun = System.nanoTime();
        try {
            while (System.nanoTime() - begun < LIMIT.toNanos()) {
                send("x");
                Thread.sleep(50);
            }
        } catch (IOException e) {
            // Closed: what was waited for.
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
