package io.hydrophone.agent.forward;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.hydrophone.agent.batch.Batch;
import io.hydrophone.agent.batch.BatchPack;
import io.hydrophone.core.Sample;
import io.hydrophone.core.Signal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;

/** A receiver over real HTTP that counts each batch once, by its key; and that can be down, slow, or wrong. */
final class KeyedReceiver implements AutoCloseable {
    /** What it does with a batch. */
    enum Mood {
        WELL,
        /** Answers when nobody waits any more. */
        SLOW,
        /** Answers with a status that says to come again. */
        BUSY,
        /** Takes a batch, and does not answer. */
        SILENT
    }

    private static final int SLOW_MILLIS = 1_500;

    private final int port;
    private final Random random;
    /** By the value of each sample: the key under which it came. */
    private final Map<Long, String> points = new HashMap<>();

    private final Set<String> keys = new HashSet<>();
    private long repeated;
    private String wrong = "";
    private HttpServer server;
    private volatile Mood mood = Mood.WELL;

    KeyedReceiver(int port, Random random) {
        this.port = port;
        this.random = random;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + port);
    }

    synchronized void start() throws IOException {
        if (server == null) {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.createContext("/api/v1/signals", this::handle);
            server.start();
        }
    }

    /** Connections break, and no new ones are accepted. */
    synchronized void stop() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    void setMood(Mood next) {
        mood = next;
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Mood now = mood;
        boolean strikes = random.nextInt(3) > 0;
        if (now == Mood.BUSY && strikes) {
            answer(exchange, 503);
            return;
        }
        take(exchange.getRequestHeaders().getFirst("Idempotency-Key"), BatchPack.read(body, 0, body.length));
        if (now == Mood.SILENT && strikes) {
            exchange.close();
            return;
        }
        if (now == Mood.SLOW && strikes) {
            sleep();
        }
        answer(exchange, 202);
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private static void sleep() {
        try {
            Thread.sleep(SLOW_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void take(String key, Batch batch) {
        if (!batch.key().header().equals(key)) {
            wrong = "the header says " + key + ", the body " + batch.key().header();
        }
        if (!keys.add(key)) {
            repeated++;
        }
        for (Signal signal : batch.signals()) {
            long point = (long) ((Sample) signal).value();
            String before = points.put(point, key);
            if (before != null && !before.equals(key)) {
                wrong = point + " came as " + before + " and as " + key;
            }
        }
    }

    synchronized Set<Long> points() {
        return new HashSet<>(points.keySet());
    }

    /** Batches that came again. */
    synchronized long repeated() {
        return repeated;
    }

    /** What should never be; empty for nothing. */
    synchronized String wrong() {
        return wrong;
    }

    @Override
    public void close() {
        stop();
    }
}
