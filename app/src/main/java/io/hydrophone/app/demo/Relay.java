package io.hydrophone.app.demo;

import io.hydrophone.wire.source.CaptureCounters;
import io.hydrophone.wire.source.PacketHandler;
import io.hydrophone.wire.source.PacketSource;
import io.hydrophone.wire.synthetic.SyntheticConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Listens without the right to capture: clients connect here instead of to the server, and what passes is shown as the
 * packets that it would have been. The queue between is bounded; when it is full, clients wait.
 */
final class Relay implements PacketSource {
    private static final int LOOPBACK = 0x7f000001;
    private static final long TICK_MILLIS = 100;
    private static final long EPOCH_NANOS = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    private static final long START_NANOS = System.nanoTime();

    /** What one side sent, or the connection's beginning or end (without bytes). */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Passed(SyntheticConnection connection, Step step, byte[] bytes, int length, long nanos) {}

    private enum Step {
        OPEN,
        CLIENT,
        SERVER,
        CLOSE
    }

    private final ServerSocket listener;
    private final int serverPort;
    private final BlockingQueue<Passed> passed = new ArrayBlockingQueue<>(1_000);
    private final AtomicLong packets = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile PacketHandler handler;
    private volatile boolean stopped;

    Relay(int serverPort) throws IOException {
        this.serverPort = serverPort;
        listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Where clients connect to. */
    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void run(PacketHandler packetHandler) {
        handler = packetHandler;
        Thread.ofVirtual().start(this::accept);
        while (!stopped) {
            try {
                Passed next = passed.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
                if (next != null) {
                    show(next);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
            packetHandler.tick(now());
        }
        packetHandler.end();
    }

    private void show(Passed next) {
        packets.incrementAndGet();
        bytes.addAndGet(next.length);
        switch (next.step) {
            case OPEN -> next.connection.open(next.nanos);
            case CLIENT -> next.connection.client(next.nanos, next.bytes, 0, next.length);
            case SERVER -> next.connection.server(next.nanos, next.bytes, 0, next.length);
            case CLOSE -> next.connection.close(next.nanos);
        }
    }

    private void accept() {
        while (!stopped) {
            try {
                Socket client = listener.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            SyntheticConnection connection =
                    new SyntheticConnection(handler, LOOPBACK, client.getPort(), LOOPBACK, serverPort);
            put(connection, Step.OPEN, new byte[0], 0);
            Thread answers = Thread.ofVirtual().start(() -> pass(connection, Step.SERVER, server, client));
            pass(connection, Step.CLIENT, client, server);
            answers.join();
            put(connection, Step.CLOSE, new byte[0], 0);
        } catch (IOException e) {
            // The server refused or is gone: the client sees its connection close, as it would without a relay.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass(SyntheticConnection connection, Step step, Socket from, Socket to) {
        byte[] buffer = new byte[1 << 14];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                // Queued before it is sent on, so that no answer is shown before what it answers.
                put(connection, step, buffer.clone(), count);
                out.write(buffer, 0, count);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // One side is gone; the other reads its end.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void put(SyntheticConnection connection, Step step, byte[] data, int length) throws InterruptedException {
        passed.put(new Passed(connection, step, data, length, now()));
    }

    /** Wall-clock nanoseconds, from one reading of the clock and the monotonic one since, so that it never steps back. */
    private static long now() {
        return EPOCH_NANOS + System.nanoTime() - START_NANOS;
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public CaptureCounters counters() {
        return new CaptureCounters(packets.get(), bytes.get(), 0, 0, false);
    }

    @Override
    public void close() {
        stopped = true;
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
