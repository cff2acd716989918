package io.hydrophone.agent.statsd;

import io.hydrophone.agent.SignalSink;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import io.hydrophone.core.Sample;
import io.hydrophone.core.SeldomTold;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Graphite's lines over TCP: {@code name value time}, tags after semicolons in the name, −1 for now. A client that sends faster
 * than the disk takes waits.
 *
 * @see <a href="https://graphite.readthedocs.io/en/latest/feeding-carbon.html">Feeding in your data</a>
 */
public final class GraphiteServer implements AutoCloseable {
    public static final int USUAL_PORT = 2003;

    private static final int MAX_CONNECTIONS = 256;
    private static final int BUFFER_BYTES = 64 << 10;
    private static final int PORTION = 1_000;
    private static final Duration IDLE = Duration.ofMinutes(10);

    /**
     * What came, since the agent began.
     *
     * @param malformed lines that are none
     * @param notForwarded samples that the forwarder did not take
     */
    public record Counters(long connections, long samples, long malformed, long notForwarded) {}

    private final SignalSink sink;
    private final Consumer<Problem> told;
    private final ServerSocket socket;
    private final Semaphore room = new Semaphore(MAX_CONNECTIONS);
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private final LongAdder connections = new LongAdder();
    private final LongAdder samples = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder notForwarded = new LongAdder();

    private GraphiteServer(ServerSocket socket, SignalSink sink, Consumer<Problem> told) {
        this.socket = socket;
        this.sink = sink;
        this.told = new SeldomTold(told);
    }

    /**
     * Begins to listen.
     *
     * @param port 0 for a free one
     * @param told what goes wrong on the way
     * @throws ProblemException {@code graphite-not-heard} when the port cannot be had
     */
    public static GraphiteServer start(String host, int port, SignalSink sink, Consumer<Problem> told) {
        try {
            ServerSocket socket = new ServerSocket();
            try {
                socket.bind(new InetSocketAddress(host, port));
            } catch (IOException | RuntimeException e) {
                socket.close();
                throw e;
            }
            GraphiteServer server = new GraphiteServer(socket, sink, told);
            Thread.ofVirtual().name("graphite").start(server::accept);
            return server;
        } catch (IOException e) {
            Problem problem = new Problem(
                    "graphite-not-heard",
                    "Graphite's lines cannot be heard here (" + Reason.ofFile(e) + ")",
                    host + ":" + port,
                    "does something else listen there? name another port");
            throw new ProblemException(problem, e);
        }
    }

    public int port() {
        return socket.getLocalPort();
    }

    public Counters counters() {
        return new Counters(connections.sum(), samples.sum(), malformed.sum(), notForwarded.sum());
    }

    private void accept() {
        try {
            while (true) {
                room.acquire();
                Socket client = socket.accept();
                connections.increment();
                clients.add(client);
                Thread.ofVirtual().name("graphite-client").start(() -> serve(client));
            }
        } catch (IOException e) {
            // Closed.
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts it", e);
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSoTimeout((int) IDLE.toMillis());
            read(client.getInputStream());
        } catch (IOException e) {
            // The client went, or said nothing for long.
        } finally {
            clients.remove(client);
            room.release();
        }
    }

    private void read(InputStream in) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        List<Sample> portion = new ArrayList<>();
        int filled = 0;
        boolean passing = false;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer, filled, buffer.length - filled)) {
            filled += count;
            int from = 0;
            for (int end = Bytes.find(buffer, 0, filled, '\n');
                    end < filled;
                    end = Bytes.find(buffer, from, filled, '\n')) {
                if (!passing) {
                    line(buffer, from, end, portion);
                }
                passing = false;
                from = end + 1;
            }
            if (from == 0 && filled == buffer.length) { // A line without an end: it is passed over.
                malformed.add(passing ? 0 : 1);
                passing = true;
                from = filled;
            }
            System.arraycopy(buffer, from, buffer, 0, filled - from);
            filled -= from;
            forward(portion);
        }
        if (filled > 0 && !passing) {
            line(buffer, 0, filled, portion);
        }
        forward(portion);
    }

    private void line(byte[] buffer, int from, int end, List<Sample> into) {
        int to = end > from && buffer[end - 1] == '\r' ? end - 1 : end;
        if (to == from) {
            return;
        }
        Sample sample = GraphiteLine.read(buffer, from, to, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
        if (sample == null) {
            malformed.increment();
        } else {
            into.add(sample);
        }
        if (into.size() == PORTION) {
            forward(into);
        }
    }

    private void forward(List<Sample> portion) {
        if (portion.isEmpty()) {
            return;
        }
        try {
            sink.accept(List.copyOf(portion));
            samples.add(portion.size());
        } catch (ProblemException e) {
            notForwarded.add(portion.size());
            told.accept(e.problem());
        }
        portion.clear();
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
