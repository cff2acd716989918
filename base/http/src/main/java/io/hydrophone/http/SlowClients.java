package io.hydrophone.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.ssl.SslConnection;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes the connections of clients that never come to an end. An idle timeout does not: whoever sends a byte now and
 * then, or takes one, is not idle. From a request's first bytes to its answer's last, a limit is set here;
 * a file has it for each portion.
 */
final class SlowClients extends AbstractLifeCycle implements Connection.Listener {
    private static final class Progress {
        /** Between the request's last byte and the answer's last. */
        private volatile boolean answering;
        /** The request after the last one that was answered has begun when the connection has read more than this. */
        private volatile long bytesAnswered;
        /** When the connection was last seen between two requests. */
        private volatile long since = System.nanoTime();
    }

    private final Map<Connection, Progress> connections = new ConcurrentHashMap<>();
    private final Scheduler scheduler;
    private final long limitNanos;

    SlowClients(Scheduler scheduler, long limitNanos) {
        this.scheduler = scheduler;
        this.limitNanos = limitNanos;
    }

    @Override
    protected void doStart() {
        schedule();
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof ConnectionMetaData) { // HTTP; what lies below it is seen through it.
            connections.put(connection, new Progress());
        }
    }

    @Override
    public void onClosed(Connection connection) {
        connections.remove(connection);
    }

    /** The request's headers are whole. */
    void answering(Connection connection) {
        Progress progress = connections.get(connection);
        if (progress != null) {
            progress.answering = true;
        }
    }

    /** The network took another portion of a long answer: the limit is for each of them. */
    void moved(Connection connection) {
        Progress progress = connections.get(connection);
        if (progress != null) {
            progress.since = System.nanoTime();
        }
    }

    /** The answer's last byte was given to the network. */
    void answered(Connection connection) {
        Progress progress = connections.get(connection);
        if (progress != null) {
            progress.bytesAnswered = bytesRead(connection);
            progress.since = System.nanoTime();
            progress.answering = false;
        }
    }

    private void look() {
        long now = System.nanoTime();
        connections.forEach((connection, progress) -> {
            boolean asking = bytesRead(connection) > progress.bytesAnswered;
            if (!progress.answering && !asking) {
                progress.since = now;
            } else if (now - progress.since > limitNanos) {
                connection.getEndPoint().close();
            }
        });
        schedule();
    }

    /** Off the network: a TLS handshake that drips is a request that drips. */
    private static long bytesRead(Connection connection) {
        return connection.getEndPoint() instanceof SslConnection.SslEndPoint tls
                ? tls.getSslConnection().getBytesIn()
                : connection.getBytesIn();
    }

    private void schedule() {
        if (isRunning() || isStarting()) {
            scheduler.schedule(this::look, limitNanos / 8, TimeUnit.NANOSECONDS);
        }
    }
}
