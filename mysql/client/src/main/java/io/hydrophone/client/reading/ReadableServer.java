package io.hydrophone.client.reading;

import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.ServerConnection;
import io.hydrophone.client.ServerFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One server, read by many who share what is read. Of each {@link Reading} at most one is under way, here and on the
 * server: who asks meanwhile waits for its answer. At most two are under way at once, each on a connection that stands,
 * and of those that may be slow one. For many threads at once.
 */
public final class ReadableServer implements AutoCloseable {
    private static final int CONNECTIONS = 2;
    /** How old variables may be that decide about statements. */
    private static final Duration VARIABLES_AGE = Duration.ofMinutes(1);

    private final MySqlUrl url;
    private final StandingConnections connections;
    private final Map<Reading, Share> shares = new ConcurrentHashMap<>();
    private final Semaphore free = new Semaphore(CONNECTIONS, true);
    private final Semaphore freeForHeavy = new Semaphore(1, true);

    /** Connects when it is first asked. */
    public ReadableServer(MySqlUrl url) {
        this.url = url;
        this.connections = new StandingConnections(url);
    }

    public MySqlUrl url() {
        return url;
    }

    /**
     * The newest answer, if it is young enough; else that which is under way; else a new one. A failure is an answer as
     * well, as young and as shared.
     *
     * @param maxAge since the question was sent; zero for one that had not come yet
     * @param deadline how long to wait. What is under way then goes on up to the reading's own limit, for others
     * @throws ServerFailure why there is no answer; {@link ServerFailure.Kind#LATE} when there is none yet
     */
    public Snapshot latest(Reading reading, Duration maxAge, Duration deadline)
            throws ServerFailure, InterruptedException {
        CompletableFuture<Snapshot> answer =
                shares.computeIfAbsent(reading, Share::new).ask(reading, maxAge);
        try {
            return answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw ServerFailure.late(url, reading.name());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof ServerFailure failure) {
                throw failure;
            }
            throw new IllegalStateException(reading.name(), e.getCause());
        }
    }

    /** Logins so far: more than two tell of a server, or an account, that does not let them stand. */
    public long logins() {
        return connections.opened();
    }

    /** Ends connections that were not used for so long, and forgets answers as old. The next question opens one again. */
    public void closeIdle(Duration unused) {
        connections.closeIdle(unused);
        shares.values().forEach(share -> share.forget(unused));
    }

    /** Ends the connections; one that is in use as soon as its answer is there. */
    @Override
    public void close() {
        connections.close();
    }

    private Snapshot read(Reading reading) throws ServerFailure, InterruptedException {
        Map<String, String> variables = reading.needsVariables()
                ? latest(StatusReadings.GLOBAL_VARIABLES, VARIABLES_AGE, reading.limit())
                        .pairs()
                : Map.of();
        if (!reading.isHeavy()) {
            return onConnection(reading, variables);
        }
        freeForHeavy.acquire();
        try {
            return onConnection(reading, variables);
        } finally {
            freeForHeavy.release();
        }
    }

    private Snapshot onConnection(Reading reading, Map<String, String> variables)
            throws ServerFailure, InterruptedException {
        free.acquire();
        try {
            return connections.ask(reading, connection -> ask(connection, reading, variables));
        } finally {
            free.release();
        }
    }

    private static Snapshot ask(ServerConnection connection, Reading reading, Map<String, String> variables)
            throws ServerFailure {
        Instant at = Instant.now();
        long begun = System.nanoTime();
        String sql = reading.sql(new ServerFacts(connection.dialect(), variables));
        RowCollector rows = new RowCollector();
        if (sql != null) {
            connection.query(reading.name(), sql, reading.limit(), rows::take);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        return new Snapshot(connection.dialect(), sql != null, rows.rows(), rows.leftOut(), at, took);
    }

    /** What all who ask for one reading share. */
    private final class Share {
        private final String name;
        private CompletableFuture<Snapshot> underWay;
        private CompletableFuture<Snapshot> newest;
        private long newestNanos;

        Share(Reading reading) {
            this.name = "reading " + reading.name();
        }

        synchronized CompletableFuture<Snapshot> ask(Reading reading, Duration maxAge) {
            if (newest != null && System.nanoTime() - newestNanos < maxAge.toNanos()) {
                return newest;
            }
            if (underWay == null) {
                CompletableFuture<Snapshot> answer = new CompletableFuture<>();
                underWay = answer;
                long begun = System.nanoTime();
                Thread.ofVirtual().name(name).start(() -> run(reading, answer, begun));
            }
            return underWay;
        }

        synchronized void forget(Duration maxAge) {
            if (newest != null && System.nanoTime() - newestNanos > maxAge.toNanos()) {
                newest = null;
            }
        }

        private void run(Reading reading, CompletableFuture<Snapshot> answer, long begun) {
            Snapshot snapshot = null;
            Throwable failure = null;
            try {
                snapshot = read(reading);
            } catch (ServerFailure | InterruptedException | RuntimeException | Error e) {
                failure = e;
            }
            synchronized (this) {
                newest = answer;
                newestNanos = begun;
                underWay = null;
            }
            if (failure == null) {
                answer.complete(snapshot);
            } else {
                answer.completeExceptionally(failure);
            }
        }
    }
}
