package io.hydrophone.client.reading;

import io.hydrophone.client.Backoff;
import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.ServerConnection;
import io.hydrophone.client.ServerFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The logins of one server that wait for questions. Those that are in use are no more than who asks at a time, so their
 * number is the asker's to bound.
 */
final class StandingConnections {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration MOST_WAIT = Duration.ofSeconds(10);

    /** Asks one thing of a connection. */
    @FunctionalInterface
    interface Question<T> {
        T ask(ServerConnection connection) throws ServerFailure;
    }

    private record Idle(ServerConnection connection, long since) {}

    private final MySqlUrl url;
    private final Backoff backoff = new Backoff(FIRST_WAIT, MOST_WAIT);
    private final Deque<Idle> idle = new ArrayDeque<>();
    /** By reading, the number of the connection that was broken off while the server worked at it. */
    private final Map<Reading, Long> brokenOff = new HashMap<>();

    private ServerFailure refusal;
    private long notBefore;
    private long opened;
    private boolean closed;

    StandingConnections(MySqlUrl url) {
        this.url = url;
    }

    /** Asks on a connection that waits, or a new one; once more on a new one if the server had let go of the old one. */
    <T> T ask(Reading reading, Question<T> question) throws ServerFailure {
        ServerConnection waiting = waiting();
        if (waiting != null) {
            try {
                return ask(waiting, reading, question);
            } catch (ServerFailure e) {
                if (e.kind() != ServerFailure.Kind.UNREACHABLE) {
                    throw e;
                }
                closeIdle(Duration.ZERO); // What befell one has befallen the others.
            }
        }
        return ask(open(), reading, question);
    }

    private <T> T ask(ServerConnection connection, Reading reading, Question<T> question) throws ServerFailure {
        boolean sent = false;
        try {
            endBrokenOff(connection, reading);
            sent = true;
            return question.ask(connection);
        } catch (ServerFailure e) {
            if (sent && e.kind() == ServerFailure.Kind.LATE && connection.isClosed()) {
                note(reading, connection.id());
            }
            throw e;
        } finally {
            putBack(connection);
        }
    }

    /** The server goes on with what nobody waits for: it is told to stop, and not asked for the same before it did. */
    private void endBrokenOff(ServerConnection connection, Reading reading) throws ServerFailure {
        Long before;
        synchronized (this) {
            before = brokenOff.get(reading);
        }
        if (before == null) {
            return;
        }
        if (!connection.ended(before)) {
            throw ServerFailure.stuck(url, reading.name());
        }
        synchronized (this) {
            brokenOff.remove(reading);
        }
    }

    private synchronized void note(Reading reading, long connection) {
        brokenOff.put(reading, connection);
    }

    private synchronized ServerConnection waiting() {
        while (!idle.isEmpty()) {
            ServerConnection connection = idle.pop().connection();
            if (!connection.isClosed()) {
                return connection;
            }
        }
        return null;
    }

    private ServerConnection open() throws ServerFailure {
        synchronized (this) {
            if (refusal != null && System.nanoTime() - notBefore < 0) {
                throw refusal;
            }
        }
        try {
            ServerConnection connection = ServerConnection.open(url, port -> {});
            synchronized (this) {
                refusal = null;
                backoff.succeeded();
                opened++;
            }
            return connection;
        } catch (ServerFailure e) {
            synchronized (this) {
                refusal = e;
                long wait = e.kind() == ServerFailure.Kind.REFUSED ? backoff.refused() : backoff.failed();
                notBefore = System.nanoTime() + wait;
            }
            throw e;
        }
    }

    private void putBack(ServerConnection connection) {
        synchronized (this) {
            if (!closed && !connection.isClosed()) {
                idle.push(new Idle(connection, System.nanoTime()));
                return;
            }
        }
        connection.close();
    }

    /** Ends those that nobody used for so long. */
    void closeIdle(Duration unused) {
        List<ServerConnection> ended = new ArrayList<>();
        synchronized (this) {
            long limit = System.nanoTime() - unused.toNanos();
            while (!idle.isEmpty() && idle.peekLast().since() - limit <= 0) {
                ended.add(idle.removeLast().connection());
            }
        }
        ended.forEach(ServerConnection::close);
    }

    /** Logins so far. */
    synchronized long opened() {
        return opened;
    }

    void close() {
        synchronized (this) {
            closed = true;
        }
        closeIdle(Duration.ZERO);
    }
}
