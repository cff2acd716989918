package io.hydrophone.wire.session;

import io.hydrophone.protocol.OkPacket;
import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.EncryptedSessions;
import io.hydrophone.wire.QueryHandler;
import io.hydrophone.wire.SessionKeys;
import io.hydrophone.wire.tcp.BufferPool;
import io.hydrophone.wire.tls.KeyLog;
import io.hydrophone.wire.tls.TlsDecrypter;
import java.util.HashMap;
import java.util.Map;

/** What all sessions of one decoder share; they run on one thread. */
public final class SessionContext {
    private static final int MAX_SERVERS = 10_000;

    final QueryHandler handler;
    final SessionKeys keys;
    final BufferPool pool;
    final SessionCounters counters;
    final Streams streams;
    final int maxTextBytes;
    final boolean rowChecksums;
    /** Whether connections that turn out to be something else are to be expected (any port is listened to). */
    final boolean auto;

    final OkPacket ok = new OkPacket();
    final InflaterPool inflaters = new InflaterPool();
    /** Servers that were heard to greet, {@code host:port}, with their version; at most {@value #MAX_SERVERS}. */
    private final Map<String, String> servers = new HashMap<>();

    private final Map<EncryptedSessions.Pair, Long> encrypted = new HashMap<>();
    /** Null where nothing is to be decrypted. */
    final KeyLog keyLog;
    /** Made with the first session that is. */
    private TlsDecrypter tls;

    /** Connections that are to be passed over; null for none. */
    private SessionFilter passedOver;

    private final int part;
    private final int parts;
    private long sessions;

    public SessionContext(
            QueryHandler handler,
            SessionKeys keys,
            BufferPool pool,
            SessionCounters counters,
            Streams streams,
            DecoderOptions options) {
        this.handler = handler;
        this.keys = keys;
        this.pool = pool;
        this.counters = counters;
        this.streams = streams;
        maxTextBytes = options.maxTextBytes();
        rowChecksums = options.rowChecksums();
        auto = options.ports().isAuto();
        keyLog = options.keyLog();
        part = options.part();
        parts = options.parts();
    }

    /** From now on, new connections that the filter knows are not listened to, and are counted nowhere. */
    public void passOver(SessionFilter filter) {
        passedOver = filter;
    }

    boolean passesOver(String client, int port) {
        return passedOver != null && passedOver.matches(client, port);
    }

    boolean isServer(String instance) {
        return servers.containsKey(instance);
    }

    /** @param version as the server names itself */
    void addServer(String instance, String version) {
        if (servers.size() < MAX_SERVERS || servers.containsKey(instance)) {
            servers.put(instance, version);
        }
    }

    /** One more session of theirs could not be heard. */
    void addEncrypted(String client, String instance) {
        EncryptedSessions.count(encrypted, new EncryptedSessions.Pair(client, instance), 1);
    }

    /** The sessions that could not be heard so far. */
    public EncryptedSessions encrypted() {
        return new EncryptedSessions(encrypted, servers);
    }

    TlsDecrypter tls() {
        if (tls == null) {
            tls = new TlsDecrypter(keyLog, pool);
        }
        return tls;
    }

    /** From 1 on; never one that another part gives. */
    long nextSession() {
        return parts * sessions++ + part + 1;
    }
}
