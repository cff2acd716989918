package io.hydrophone.probe.push;

import io.hydrophone.report.ReportId;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** A receiver of reports: Jetty's WebSocket server, which does with each report what the test says. */
final class TestReceiver implements AutoCloseable {
    /** What to do with a report; Jetty reads on when it returns. */
    interface Conduct {
        void received(ReportId id, Session session, Callback callback);
    }

    /** Acknowledges each report, as a native receiver does. */
    static final Conduct ACKNOWLEDGES = (id, session, callback) -> {
        session.sendText(acknowledgement(id), Callback.NOOP);
        callback.succeed();
    };

    /** Takes each report and says nothing, as mysql-probe's do. */
    static final Conduct SAYS_NOTHING = (id, session, callback) -> callback.succeed();

    /** Reads one report and nothing after it. */
    static final Conduct READS_NO_MORE = (id, session, callback) -> {
        while (session.isOpen()) {
            LockSupport.parkNanos(10_000_000);
        }
    };

    static final Conduct REFUSES = (id, session, callback) -> {
        session.sendText("{\"refused\":{\"reason\":\"epoch 3 is\\u001b[2J fenced\"}}", Callback.NOOP);
        callback.succeed();
    };

    /** Acknowledges as the master of an epoch. */
    static Conduct master(long epoch) {
        return (id, session, callback) -> {
            String text = acknowledgement(id);
            session.sendText(text.substring(0, text.length() - 2) + ",\"master_epoch\":" + epoch + "}}", Callback.NOOP);
            callback.succeed();
        };
    }

    /** Names another that takes the reports. */
    static Conduct sendsTo(URI master) {
        return (id, session, callback) -> {
            session.sendText("{\"refused\":{\"reason\":\"no master\",\"master\":\"" + master + "\"}}", Callback.NOOP);
            callback.succeed();
        };
    }

    private final List<ReportId> received = Collections.synchronizedList(new ArrayList<>());
    private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
    private final List<String> queries = Collections.synchronizedList(new ArrayList<>());
    private final List<Session> sessions = Collections.synchronizedList(new ArrayList<>());
    private volatile Conduct conduct;
    private volatile Function<ByteBuffer, ReportId> reader = Reports::read;
    private volatile boolean answersPings = true;
    private volatile String greeting;
    private volatile String token;
    private Server server;
    private ServerConnector connector;
    private SslContextFactory.Server tls;
    private int port;

    private TestReceiver(Conduct conduct) {
        this.conduct = conduct;
    }

    static TestReceiver start(Conduct conduct) throws Exception {
        TestReceiver receiver = new TestReceiver(conduct);
        receiver.start();
        return receiver;
    }

    /** @param store PKCS #12 with the certificate */
    static TestReceiver startTls(Conduct conduct, Path store, String password, String token) throws Exception {
        TestReceiver receiver = new TestReceiver(conduct);
        receiver.token = token;
        receiver.tls = new SslContextFactory.Server();
        receiver.tls.setKeyStorePath(store.toString());
        receiver.tls.setKeyStorePassword(password);
        receiver.start();
        return receiver;
    }

    /** Also again after {@link #stop()}, at the same port. */
    void start() throws Exception {
        QueuedThreadPool threads = new QueuedThreadPool(32, 4);
        threads.setDaemon(true);
        server = new Server(threads);
        connector = tls == null ? new ServerConnector(server, 1, 1) : tlsConnector();
        connector.setHost("127.0.0.1");
        connector.setPort(port);
        server.addConnector(connector);
        server.setHandler(WebSocketUpgradeHandler.from(server, container -> {
            container.setMaxBinaryMessageSize(16 << 20);
            container.addMapping("/websocket", (request, response, callback) -> {
                String authorization = request.getHeaders().get("Authorization");
                authorizations.add(String.valueOf(authorization));
                queries.add(String.valueOf(request.getHttpURI().getQuery()));
                if (token != null && !("Bearer " + token).equals(authorization)) {
                    response.setStatus(401);
                    callback.succeeded();
                    return null;
                }
                return answersPings ? new Endpoint() : new MuteEndpoint();
            });
        }));
        server.setStopTimeout(0);
        server.start();
        port = connector.getLocalPort();
    }

    URI uri() {
        return URI.create((tls == null ? "ws://127.0.0.1:" : "wss://localhost:") + port + "/websocket");
    }

    void conduct(Conduct next) {
        conduct = next;
    }

    /** Connections that come from now on have their pings answered, or not. */
    void answersPings(boolean answers) {
        answersPings = answers;
    }

    List<ReportId> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    List<String> authorizations() {
        synchronized (authorizations) {
            return List.copyOf(authorizations);
        }
    }

    /** The query string of each attempt to connect, as it was sent. */
    List<String> queries() {
        synchronized (queries) {
            return List.copyOf(queries);
        }
    }

    /** What is said to everyone who connects from now on; null for nothing. */
    void greets(String text) {
        greeting = text;
    }

    /** How to find out which report a frame is. */
    void reads(Function<ByteBuffer, ReportId> next) {
        reader = next;
    }

    int connections() {
        return sessions.size();
    }

    static String acknowledgement(ReportId id) {
        return "{\"acknowledged\":{\"probe\":\"" + id.probe() + "\",\"epoch\":\"" + ReportId.epochText(id.epoch())
                + "\",\"sequence\":" + id.sequence() + "}}";
    }

    /** Cuts all connections, without a word. */
    void cut() {
        synchronized (sessions) {
            sessions.forEach(Session::disconnect);
        }
    }

    /** Goes out of service, with its connections; {@link #start()} brings it back. */
    void stop() {
        connector.close(); // Else one that was cut off may come back before all has stopped.
        cut();
        LifeCycle.stop(server);
    }

    @Override
    public void close() {
        stop();
    }

    private ServerConnector tlsConnector() {
        HttpConfiguration https = new HttpConfiguration();
        https.addCustomizer(new SecureRequestCustomizer());
        return new ServerConnector(
                server, 1, 1, new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(https));
    }

    /** Answers pings by itself, as Jetty does when nothing is said. */
    public class Endpoint extends Session.Listener.AbstractAutoDemanding {
        @Override
        public void onWebSocketOpen(Session session) {
            super.onWebSocketOpen(session);
            sessions.add(session);
            if (greeting != null) {
                session.sendText(greeting, Callback.NOOP);
            }
        }

        @Override
        public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
            ReportId id = reader.apply(payload);
            received.add(id);
            conduct.received(id, getSession(), callback);
        }
    }

    /** Hears pings and does not answer. */
    public final class MuteEndpoint extends Endpoint {
        @Override
        public void onWebSocketPing(ByteBuffer payload) {}
    }
}
