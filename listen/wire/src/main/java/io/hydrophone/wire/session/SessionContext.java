package io.hydrophone.wire.session;

import io.hydrophone.protocol.OkPacket;
import io.hydrophone.wire.QueryHandler;
import io.hydrophone.wire.SessionKeys;
import io.hydrophone.wire.tcp.BufferPool;
import java.util.HashSet;
import java.util.Set;

/** What all sessions of one decoder share; they run on one thread. */
public final class SessionContext {
    private static final int MAX_SERVERS = 10_000;

    final QueryHandler handler;
    final SessionKeys keys;
    final BufferPool pool;
    final SessionCounters counters;
    final Streams streams;
    final int maxTextBytes;
    /** Whether connections that turn out to be something else are to be expected (any port is listened to). */
    final boolean auto;

    final OkPacket ok = new OkPacket();
    final InflaterPool inflaters = new InflaterPool();
    /** Servers that were heard to greet, {@code host:port}; at most {@value #MAX_SERVERS}. */
    private final Set<String> servers = new HashSet<>();

    /** Connections that are to be passed over; null for none. */
    private SessionFilter passedOver;

    private long lastSession;

    public SessionContext(
            QueryHandler handler,
            SessionKeys keys,
            BufferPool pool,
            SessionCounters counters,
            Streams streams,
            int maxTextBytes,
            boolean auto) {
        this.handler = handler;
        this.keys = keys;
        this.pool = pool;
        this.counters = counters;
        this.streams = streams;
        this.maxTextBytes = maxTextBytes;
        this.auto = auto;
    }

    /** From now on, new connections that the filter knows are not listened to, and are counted nowhere. */
    public void passOver(SessionFilter filter) {
        passedOver = filter;
    }

    boolean passesOver(String client, int port) {
        return passedOver != null && passedOver.matches(client, port);
    }

    boolean isServer(String instance) {
        return servers.contains(instance);
    }

    void addServer(String instance) {
        if (servers.size() < MAX_SERVERS) {
            servers.add(instance);
        }
    }

    long nextSession() {
        return ++lastSession;
    }
}
