package io.hydrophone.agent.sink;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.hydrophone.agent.batch.Batch;
import io.hydrophone.agent.batch.BatchKey;
import io.hydrophone.config.Secret;
import io.hydrophone.core.Signal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A server over real HTTP that keeps what it is sent, and answers what it is told to. */
final class Sent implements AutoCloseable {
    static final BatchKey KEY = new BatchKey("db1", 1_700_000_000_000_000L, 7);

    /** A request. */
    @SuppressWarnings("ArrayRecordComponent")
    record Request(String path, Headers headers, byte[] body) {}

    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final HttpServer server;
    private volatile int status = 200;
    private volatile String retryAfter;

    Sent() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.add(new Request(exchange.getRequestURI().toString(), exchange.getRequestHeaders(), body));
            if (retryAfter != null) {
                exchange.getResponseHeaders().add("Retry-After", retryAfter);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
    }

    static Batch batch(Signal... signals) {
        return new Batch(KEY, 1, List.of(signals));
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    HttpTarget target(Compression compression) {
        return target("", compression);
    }

    HttpTarget target(String path, Compression compression) {
        return new HttpTarget(
                URI.create(uri() + path), Secret.of("the-secret"), null, HttpTarget.USUAL_TIMEOUT, compression);
    }

    void answer(int next, String pause) {
        status = next;
        retryAfter = pause;
    }

    Request next() throws InterruptedException {
        Request request = requests.poll(60, TimeUnit.SECONDS);
        if (request == null) {
            throw new IllegalStateException("no request came");
        }
        return request;
    }

    void stop() {
        server.stop(0);
    }

    @Override
    public void close() {
        stop();
    }
}
