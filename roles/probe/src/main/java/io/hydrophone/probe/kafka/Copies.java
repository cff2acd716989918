package io.hydrophone.probe.kafka;

import io.hydrophone.core.ClientTls;
import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.push.PushSecurity;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.streams.state.HostInfo;

/** Asks the other copies, all at once, what their partitions have. */
final class Copies implements AutoCloseable {
    static final String PATH = "/api/v1/partitions";

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final long MAX_BYTES = 512L << 20;

    private final HttpClient client;
    private final PushSecurity security;
    private final String scheme;

    /** @param scheme by which all copies serve */
    Copies(PushSecurity security, String scheme) {
        this.security = security;
        this.scheme = scheme;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER) // a token goes nowhere else
                .proxy(HttpClient.Builder.NO_PROXY);
        if (security.authorities() != null) {
            builder.sslContext(ClientTls.trusting(security.authorities()));
        }
        client = builder.build();
    }

    /** @throws NotWhole when one of them does not answer */
    List<Part> parts(List<HostInfo> copies, Question question) throws NotWhole, InterruptedException {
        List<CompletableFuture<HttpResponse<byte[]>>> answers =
                copies.stream().map(copy -> ask(copy, question)).toList();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < copies.size(); i++) {
            parts.addAll(part(copies.get(i), answers.get(i)));
        }
        return parts;
    }

    private CompletableFuture<HttpResponse<byte[]>> ask(HostInfo copy, Question question) {
        String host = copy.host().indexOf(':') < 0 ? copy.host() : '[' + copy.host() + ']';
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(scheme + "://" + host + ':' + copy.port() + PATH + question.query()))
                .timeout(ANSWER);
        if (security.token() != null) {
            request.header("Authorization", security.token().header());
        }
        return client.sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
    }

    private static List<Part> part(HostInfo copy, CompletableFuture<HttpResponse<byte[]>> answer) throws NotWhole {
        String where = copy.host() + ':' + copy.port();
        try {
            HttpResponse<byte[]> response = answer.join();
            if (response.statusCode() != 200) {
                throw new NotWhole("another copy answers HTTP " + response.statusCode(), where);
            }
            return Part.read(response.body());
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException failure) {
                throw new NotWhole(
                        "another copy does not answer (" + failure.getClass().getSimpleName() + ")", where);
            }
            throw e;
        } catch (ProblemException e) {
            throw new NotWhole(
                    "another copy's answer is not understood: " + e.problem().message(), where);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
