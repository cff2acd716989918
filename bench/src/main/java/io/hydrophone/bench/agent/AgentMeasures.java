package io.hydrophone.bench.agent;

import io.hydrophone.agent.batch.Batch;
import io.hydrophone.agent.batch.BatchJson;
import io.hydrophone.agent.batch.BatchPack;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What an agent takes in a second, and what a batch of it weighs. */
public final class AgentMeasures {
    private static final int BATCH = 1_000;
    private static final int VALUES_A_LINE = 4;
    private static final int LINES = 12;
    private static final int SERIES = 1_000;

    private AgentMeasures() {}

    /**
     * Answers of an intake.
     *
     * @param failed answers that were no success, of all rounds
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Answers(double[] perSecond, long failed) {}

    /**
     * Posts one point a request on many connections, each after the answer to the one before; the first round warms up.
     *
     * @param directory for the server's queue
     */
    public static Answers intake(Path directory, int connections, int rounds, int seconds) throws IOException {
        try (JavaProcess server = JavaProcess.start(-1, IntakeServer.class, directory.toString())) {
            URI uri = URI.create(server.line());
            byte[] body = "{\"series\":[{\"metric\":\"page.views\",\"points\":[[1700000000,1]],\"type\":\"gauge\"}]}"
                    .getBytes(StandardCharsets.UTF_8);
            String head =
                    "POST /api/v1/series HTTP/1.1\r\nHost: %s:%d\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                            .formatted(uri.getHost(), uri.getPort(), body.length);
            byte[] request = (head + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.US_ASCII);
            try (HttpLoad load = new HttpLoad(uri.getHost(), uri.getPort(), connections, request)) {
                load.run(TimeUnit.SECONDS.toNanos(seconds));
                double[] perSecond = new double[rounds];
                for (int round = 0; round < rounds; round++) {
                    perSecond[round] = load.run(TimeUnit.SECONDS.toNanos(seconds));
                }
                return new Answers(perSecond, load.failed());
            }
        }
    }

    /**
     * Samples that were sent to DogStatsD on one core.
     *
     * @param lost that were not counted, of all that were sent after warming up
     */
    public record Heard(double perSecond, long sent, long lost, long kernelDropped) {}

    /** Sends at a pace, for so long, from the other cores. */
    public static Heard statsd(int samplesPerSecond, int seconds) throws IOException {
        try (JavaProcess hearer = JavaProcess.start(0, StatsdHearer.class);
                DatagramSocket socket = new DatagramSocket()) {
            int port = Integer.parseInt(hearer.line());
            send(socket, port, samplesPerSecond / 4, 3);
            send(socket, port, samplesPerSecond, 3);
            pause();
            String[] before = hearer.ask().split(" ", -1);
            long begun = System.nanoTime();
            long sent = send(socket, port, samplesPerSecond, seconds);
            double took = (System.nanoTime() - begun) / 1e9;
            pause();
            String[] after = hearer.ask().split(" ", -1);
            long heard = Long.parseLong(after[0]) - Long.parseLong(before[0]);
            long dropped = Long.parseLong(after[2]) - Long.parseLong(before[2]);
            return new Heard(heard / took, sent, sent - heard, dropped);
        }
    }

    private static void pause() {
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
    }

    private static long send(DatagramSocket socket, int port, int samplesPerSecond, int seconds) throws IOException {
        byte[][] datagrams = datagrams();
        long sent = 0;
        long begun = System.nanoTime();
        long all = (long) samplesPerSecond * seconds;
        for (int next = 0; sent < all; next = (next + 1) % datagrams.length) {
            byte[] datagram = datagrams[next];
            socket.send(new DatagramPacket(datagram, datagram.length, InetAddress.getLoopbackAddress(), port));
            sent += LINES * VALUES_A_LINE;
            long due = begun + sent * TimeUnit.SECONDS.toNanos(1) / samplesPerSecond;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(Math.min(due - System.nanoTime(), 100_000));
            }
        }
        return sent;
    }

    /** As clients with a buffer send them: several lines a datagram, several values a line. */
    private static byte[][] datagrams() {
        byte[][] datagrams = new byte[SERIES / LINES][];
        for (int i = 0; i < datagrams.length; i++) {
            StringBuilder lines = new StringBuilder();
            for (int line = 0; line < LINES; line++) {
                String type = line % 4 == 0 ? "ms" : line % 4 == 1 ? "g" : "c";
                lines.append("shop.orders.metric_").append(i * LINES + line);
                for (int value = 0; value < VALUES_A_LINE; value++) {
                    lines.append(':').append(String.format(Locale.ROOT, "%.2f", (line + value) * 1.25));
                }
                lines.append('|').append(type).append("|#env:production,service:shop,version:1.2.3\n");
            }
            datagrams[i] = lines.toString().getBytes(StandardCharsets.UTF_8);
        }
        return datagrams;
    }

    /** A batch of 1,000 samples. */
    public static byte[] batch(boolean messagePack) {
        Batch batch = Signals.batch(BATCH);
        return messagePack ? BatchPack.write(batch) : BatchJson.write(batch);
    }

    /** Nanoseconds a sample to write a batch. */
    public static double write(boolean messagePack, int times) {
        Batch batch = Signals.batch(BATCH);
        long bytes = 0;
        long begun = System.nanoTime();
        for (int i = 0; i < times; i++) {
            bytes += messagePack ? BatchPack.write(batch).length : BatchJson.write(batch).length;
        }
        return perSample(begun, times, bytes);
    }

    /** Nanoseconds a sample to read a batch. */
    public static double read(boolean messagePack, int times) {
        Batch batch = Signals.batch(BATCH);
        byte[] written = messagePack ? BatchPack.write(batch) : BatchJson.write(batch);
        long signals = 0;
        long begun = System.nanoTime();
        for (int i = 0; i < times; i++) {
            Batch read = messagePack ? BatchPack.read(written, 0, written.length) : BatchJson.read(written);
            signals += read.signals().size();
        }
        return perSample(begun, times, signals);
    }

    /** @param made something, or else nothing was measured */
    private static double perSample(long begun, int times, long made) {
        if (made < times) {
            throw new IllegalStateException("nothing was made");
        }
        return (double) (System.nanoTime() - begun) / times / BATCH;
    }
}
