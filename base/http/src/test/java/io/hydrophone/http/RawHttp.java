package io.hydrophone.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Speaks to a server byte by byte, as no well-behaved client would. */
final class RawHttp implements AutoCloseable {
    private final Socket socket;

    RawHttp(HttpServer server) throws IOException {
        socket = new Socket();
        socket.connect(
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), server.uri().getPort()),
                2_000);
        socket.setSoTimeout(10_000);
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

    /** Sends a byte now and then; tells after how long the server has had enough, at most ten seconds. */
    Duration dripUntilClosed() throws InterruptedException {
        long begun = System.nanoTime();
        try {
            while (System.nanoTime() - begun < 10_000_000_000L) {
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
