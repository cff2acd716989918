package io.hydrophone.probe.cluster;

import io.hydrophone.core.Problem;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.ListenAddress;
import io.hydrophone.http.Routes;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.http.Token;
import io.hydrophone.probe.audit.AuditLog;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.function.Consumer;

/** A real HTTP server with the routes of a cluster. */
final class WebNode implements AutoCloseable {
    static final String TOKEN = "only-for-the-tests-of-this-file";

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final HttpServer server;

    private WebNode(HttpServer server) {
        this.server = server;
    }

    static WebNode serve(int port, Cluster cluster, AuditLog audit, Consumer<Problem> told) {
        ServerOptions options =
                new ServerOptions(new ListenAddress("127.0.0.1", port), Token.of(TOKEN, "the test"), null, false);
        return new WebNode(HttpServer.start(options, ClusterRoutes.add(new Routes(), cluster, audit, told)));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)).header("Authorization", "Bearer " + TOKEN));
    }

    HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + TOKEN)
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    HttpResponse<String> getWithoutToken(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    private URI uri(String path) {
        return server.uri().resolve(path);
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        server.close();
    }
}
