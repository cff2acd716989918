package io.hydrophone.probe.push;

import io.hydrophone.core.Problem;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A server and how it went with it. For the delivering thread, but for the count. */
final class PushServer {
    private static final long FIRST_RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final URI uri;
    private final PushTimes times;
    private Link link;
    private boolean counted;
    private int failures;
    private long retryNanos = System.nanoTime();
    private String toldCode = "";
    private final AtomicLong connections = new AtomicLong();

    PushServer(URI uri, PushTimes times) {
        this.uri = uri;
        this.times = times;
    }

    URI uri() {
        return uri;
    }

    /** Connections after the first. */
    long reconnects() {
        return Math.max(0, connections.get() - 1);
    }

    /** The connection that stands, or null. */
    Link connected() {
        return link != null && link.isConnected() ? link : null;
    }

    boolean isConnecting() {
        return link != null && !link.isConnected() && link.failure() == null;
    }

    boolean mayConnect(long now) {
        return link == null && now - retryNanos >= 0;
    }

    void connect(HttpClient client, PushOptions options, Introduction introduction, Link.Ear ear) {
        counted = false;
        link = Link.open(client, options, uri, introduction, ear);
    }

    /** Whatever went wrong before, it may be tried then. */
    void retryAt(long nanos) {
        retryNanos = nanos;
    }

    /** A report was acknowledged: what was wrong is over. */
    void succeeded() {
        failures = 0;
        toldCode = "";
    }

    /** Looks after the connection. Returns a problem that was not told before, or null. */
    Problem tend(long now, long ping) {
        if (link == null) {
            return null;
        }
        if (link.isConnected() && !counted) {
            counted = true;
            connections.incrementAndGet();
        }
        link.tend(now, ping);
        Problem failure = link.failure();
        if (failure == null) {
            return null;
        }
        link = null;
        retryNanos = now + pause(failures++);
        boolean isNew = !failure.code().equals(toldCode);
        toldCode = failure.code();
        return isNew ? failure : null;
    }

    void close() {
        if (link != null) {
            link.close(times.write());
        }
    }

    /** Twice as long each time, and up to a fifth less by chance, so that probes do not come back all at once. */
    private long pause(int failuresBefore) {
        long most = times.reconnect().toNanos();
        long pause = Math.min(most, FIRST_RETRY_NANOS << Math.min(failuresBefore, 16));
        return pause - ThreadLocalRandom.current().nextLong(pause / 5 + 1);
    }
}
