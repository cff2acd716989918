package io.hydrophone.http;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.net.URI;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.Executors;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.eclipse.jetty.util.thread.ScheduledExecutorScheduler;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** A small HTTP/1.1 server: one selector, a virtual thread a request, little memory. */
public final class HttpServer implements AutoCloseable {
    /** Of one request, together. */
    static final int MAX_HEADER_BYTES = 8 << 10;

    private static final int MAX_CONNECTIONS = 256;
    private static final int POOLED_BYTES = 1 << 20;
    private static final int MAX_POOLED_BUFFER = 64 << 10;

    /**
     * How patient the server is.
     *
     * @param idle until a connection on which nothing happens is closed
     * @param request from a request's first byte to its answer's last
     * @param stop that requests which are being answered have to end, when the server stops
     */
    record Patience(Duration idle, Duration request, Duration stop) {
        static final Patience USUAL =
                new Patience(Duration.ofSeconds(60), Duration.ofSeconds(20), Duration.ofSeconds(2));
    }

    private final Server server;
    private final Routes routes;
    private final URI uri;

    private HttpServer(Server server, Routes routes, URI uri) {
        this.server = server;
        this.routes = routes;
        this.uri = uri;
    }

    /**
     * Begins to serve.
     *
     * @throws ProblemException {@code exposed} when the address needs a token and TLS, {@code bad-tls-files}, {@code
     *     address-in-use}
     */
    public static HttpServer start(ServerOptions options, Routes routes) {
        return start(options, routes, MAX_CONNECTIONS);
    }

    /**
     * The same with another limit.
     *
     * @param connections at a time; more wait in the system's queue
     */
    public static HttpServer start(ServerOptions options, Routes routes, int connections) {
        return start(options, routes, Patience.USUAL, connections);
    }

    static HttpServer start(ServerOptions options, Routes routes, Patience patience) {
        return start(options, routes, patience, MAX_CONNECTIONS);
    }

    private static HttpServer start(ServerOptions options, Routes routes, Patience patience, int connections) {
        options.check();
        QueuedThreadPool threads = new QueuedThreadPool(4, 1);
        threads.setName("http");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
        ScheduledExecutorScheduler scheduler = new ScheduledExecutorScheduler("http-timer", true);
        ArrayByteBufferPool buffers =
                new ArrayByteBufferPool(0, -1, MAX_POOLED_BUFFER, Integer.MAX_VALUE, POOLED_BYTES, POOLED_BYTES);
        Server server = new Server(threads, scheduler, buffers);
        ServerConnector connector = new ServerConnector(server, null, scheduler, buffers, 0, 1, factories(options));
        connector.setHost(options.address().host());
        connector.setPort(options.address().port());
        connector.setAcceptQueueSize(connections);
        connector.setIdleTimeout(patience.idle().toMillis());
        connector.setShutdownIdleTimeout(patience.stop().toMillis());
        SlowClients slowClients = new SlowClients(scheduler, patience.request().toNanos());
        connector.addBean(slowClients);
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(connections, connector));
        LocalName localName =
                options.token() == null && options.address().isLoopback() ? new LocalName(options.address()) : null;
        server.setHandler(new GracefulHandler(new Dispatcher(routes, options.token(), localName, slowClients)));
        server.setErrorHandler(new ProblemPages());
        ServerWebSocketContainer upgrades =
                routes.channels().isEmpty() ? null : ServerWebSocketContainer.ensure(server);
        if (upgrades != null) {
            server.addBean(upgrades);
        }
        server.setStopTimeout(patience.stop().toMillis());
        try {
            server.start();
        } catch (Exception e) {
            stop(server);
            throw new ProblemException(
                    new Problem(
                            "address-in-use",
                            "cannot listen here (" + rootMessage(e) + ")",
                            "--listen " + options.address(),
                            "is another hydrophone running? give another port: --listen 127.0.0.1:0 takes a free one"),
                    e);
        }
        routes.channels().forEach(channels -> channels.start(upgrades, scheduler));
        String scheme = options.tls() == null ? "http://" : "https://";
        ListenAddress bound = new ListenAddress(options.address().host(), connector.getLocalPort());
        return new HttpServer(server, routes, URI.create(scheme + bound));
    }

    /** Where it listens, with the port that was taken. */
    public URI uri() {
        return uri;
    }

    /** Stops listening, lets requests that are being answered end, for two seconds at most. */
    @Override
    public void close() {
        routes.channels().forEach(Channels::stop);
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            // Requests that outlived the patience were cut off: that is what was asked for.
            System.getLogger(HttpServer.class.getName()).log(System.Logger.Level.DEBUG, "stopped by force", e);
        }
    }

    private static ConnectionFactory[] factories(ServerOptions options) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(MAX_HEADER_BYTES);
        http.setInputBufferSize(4 << 10);
        http.setOutputBufferSize(16 << 10);
        if (options.tls() == null) {
            return new ConnectionFactory[] {new HttpConnectionFactory(http)};
        }
        // Any name may have been used to reach us: what the certificate says is the client's to check.
        http.addCustomizer(new SecureRequestCustomizer(false));
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        KeyStore store = KeyMaterial.load(options.tls(), password.toCharArray());
        SslContextFactory.Server tls = new SslContextFactory.Server();
        tls.setKeyStore(store);
        tls.setKeyManagerPassword(password);
        tls.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        return new ConnectionFactory[] {new SslConnectionFactory(tls, "http/1.1"), new HttpConnectionFactory(http)};
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
