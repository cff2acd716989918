package io.hydrophone.probe.push;

import io.hydrophone.core.ClientTls;
import java.net.http.HttpClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The client that all connections share. */
final class Connector implements AutoCloseable {
    private final ExecutorService callbacks = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;

    /** @throws io.hydrophone.core.ProblemException when the file of authorities is no good */
    Connector(PushOptions options) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(options.times().connect())
                .followRedirects(HttpClient.Redirect.NEVER) // A token goes nowhere else.
                .proxy(HttpClient.Builder.NO_PROXY)
                .executor(callbacks);
        if (options.security().authorities() != null) {
            builder.sslContext(ClientTls.trusting(options.security().authorities()));
        }
        client = builder.build();
    }

    HttpClient client() {
        return client;
    }

    @Override
    public void close() {
        client.shutdownNow();
        callbacks.shutdownNow();
    }
}
