package io.hydrophone.agent.transfer;

import io.hydrophone.agent.SignalSink;
import io.hydrophone.agent.intake.FalconCall;
import io.hydrophone.agent.intake.FalconIn;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import io.hydrophone.http.ListenAddress;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Answers the JSON-RPC with which open-falcon's agents call their transfer: a call a line. */
public final class FalconServer implements AutoCloseable {
    /**
     * What was called, since the process began.
     *
     * @param points that were taken
     * @param malformed points that were left out
     * @param refused calls of which nothing was taken
     */
    public record Counters(long calls, long points, long malformed, long refused) {}

    private static final int MAX_CALL = 4 << 20;
    private static final int MAX_CONNECTIONS = 1_024;
    private static final Duration IDLE = Duration.ofMinutes(10);

    private final ServerSocket socket;
    private final SignalSink sink;
    private final Semaphore room = new Semaphore(MAX_CONNECTIONS);
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final LongAdder calls = new LongAdder();
    private final LongAdder points = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder refused = new LongAdder();

    private FalconServer(ServerSocket socket, SignalSink sink) {
        this.socket = socket;
        this.sink = sink;
    }

    static FalconServer start(ListenAddress address, SignalSink sink, Consumer<Problem> told) {
        try {
            ServerSocket socket = new ServerSocket();
            try {
                socket.bind(new InetSocketAddress(address.host(), address.port()), MAX_CONNECTIONS);
            } catch (IOException | RuntimeException e) {
                socket.close();
                throw e;
            }
            FalconServer server = new FalconServer(socket, sink);
            Thread.ofVirtual().name("falcon").start(() -> server.accept(told));
            return server;
        } catch (IOException e) {
            Problem problem = new Problem(
                    "falcon-not-heard",
                    "open-falcon's agents cannot be heard here (" + Reason.ofFile(e) + ")",
                    address.toString(),
                    "does another transfer listen there? name another port");
            throw new ProblemException(problem, e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    Counters counters() {
        return new Counters(calls.sum(), points.sum(), malformed.sum(), refused.sum());
    }

    private void accept(Consumer<Problem> told) {
        try {
            while (true) {
                room.acquire();
                Socket client = socket.accept();
                clients.add(client);
                Thread.ofVirtual().name("falcon-agent").start(() -> serve(client));
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                told.accept(new Problem(
                        "falcon-not-heard",
                        "open-falcon's agents are heard no more (" + Reason.ofFile(e) + ")",
                        "",
                        "start the transfer again"));
            }
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts it", e);
        }
    }

    private void serve(Socket client) {
        try (client;
                InputStream in = new BufferedInputStream(client.getInputStream())) {
            client.setSoTimeout((int) IDLE.toMillis());
            client.setTcpNoDelay(true);
            for (byte[] line = line(in); line != null; line = line(in)) {
                if (line.length > 0) {
                    client.getOutputStream().write((answer(line) + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException | ProblemException e) {
            // The agent went, or speaks something else: there is no way to say so to whom has no call's number.
        } finally {
            clients.remove(client);
            room.release();
        }
    }

    /** Null at the end. */
    private byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                return null;
            }
            if (line.size() == MAX_CALL) {
                refused.increment();
                throw new IOException("a call without an end");
            }
            line.write(c);
        }
        return line.toByteArray();
    }

    private String answer(byte[] line) {
        calls.increment();
        long begun = System.nanoTime();
        FalconCall call;
        try {
            call = FalconIn.call(line, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
        } catch (ProblemException e) {
            refused.increment();
            throw e;
        }
        if (call.method().equals("Transfer.Ping")) {
            return result(call, "{}", null);
        }
        if (!call.method().equals("Transfer.Update")) {
            refused.increment();
            return result(call, null, "no such method");
        }
        malformed.add(call.invalid());
        try {
            sink.accept(call.points());
        } catch (ProblemException e) {
            refused.increment();
            return result(call, null, "not taken");
        }
        points.add(call.points().size());
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
        String figures = "{\"Message\":\"ok\",\"Total\":%d,\"Invalid\":%d,\"Latency\":%d}"
                .formatted(call.points().size() + call.invalid(), call.invalid(), millis);
        return result(call, figures, null);
    }

    private static String result(FalconCall call, String result, String error) {
        return "{\"id\":%d,\"result\":%s,\"error\":%s}"
                .formatted(call.id(), result, error == null ? null : '"' + error + '"');
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket client : clients) {
                client.close();
            }
        } catch (IOException e) {
            // It is heard no more.
        }
    }
}
