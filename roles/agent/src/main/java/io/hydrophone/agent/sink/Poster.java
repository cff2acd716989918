package io.hydrophone.agent.sink;

import io.hydrophone.agent.forward.Delivery;
import io.hydrophone.agent.forward.Traffic;
import io.hydrophone.core.ClientTls;
import io.hydrophone.core.Foreign;
import io.hydrophone.core.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

/** Posts bodies and reads from the status what became of them. Redirections are not followed: a secret goes with each request. */
final class Poster implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int MAX_TOLD = 200;
    /** What will be the same the next time. Others, also 401 and 404, end when somebody mends something. */
    private static final Set<Integer> FINAL = Set.of(400, 409, 413, 415, 422);

    private final HttpTarget target;
    private final HttpClient client;
    private final Traffic traffic = new Traffic();

    Poster(HttpTarget target) {
        this.target = target;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER);
        if (target.authorities() != null) {
            builder.sslContext(ClientTls.trusting(target.authorities()));
        }
        client = builder.build();
    }

    /**
     * Posts to a path of the protocol.
     *
     * @param headers names and values in turn
     */
    Delivery post(String path, String contentType, byte[] body, String... headers)
            throws IOException, InterruptedException {
        return post(path, contentType, body, target.compression(), headers);
    }

    Delivery post(String path, String contentType, byte[] body, Compression compression, String... headers)
            throws IOException, InterruptedException {
        URI uri = target.at(path);
        byte[] sent = compression.apply(body);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .timeout(target.timeout())
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(sent));
        if (compression != Compression.NONE) {
            request.header("Content-Encoding", compression.coding());
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
        traffic.sent(sent.length);
        try (InputStream answer = response.body()) {
            byte[] beginning = answer.readNBytes(MAX_TOLD);
            String said = new String(beginning, StandardCharsets.UTF_8);
            traffic.received(beginning.length);
            for (long more = answer.skip(MAX_TOLD); more > 0; more = answer.skip(MAX_TOLD)) {
                traffic.received(more); // To its end, so that the connection can be used again.
            }
            return judge(uri, response, said);
        }
    }

    private static Delivery judge(URI uri, HttpResponse<?> response, String said) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            return Delivery.TAKEN;
        }
        String text = said.isBlank() ? "" : ": " + Foreign.text(said.strip(), MAX_TOLD);
        if (FINAL.contains(status)) {
            return new Delivery.Refused(new Problem(
                    "sink-refused",
                    "a batch was refused with status " + status + text,
                    uri.toString(),
                    "what it holds is given up and counted"));
        }
        String action = status == 401 || status == 403
                ? "look at the key or token of this sink"
                : "it is tried again; what waits is kept";
        Problem problem = new Problem("sink-busy", "it answers with status " + status + text, uri.toString(), action);
        return new Delivery.Later(problem, retryAfter(response));
    }

    private static Duration retryAfter(HttpResponse<?> response) {
        String seconds = response.headers().firstValue("Retry-After").orElse("");
        return seconds.matches("[0-9]{1,6}") ? Duration.ofSeconds(Long.parseLong(seconds)) : Duration.ZERO;
    }

    Traffic traffic() {
        return traffic;
    }

    /** Of the secret, with what stands before it; or empty. */
    String secret(String before) {
        return target.secret() == null ? "" : before + target.secret().reveal();
    }

    boolean hasSecret() {
        return target.secret() != null;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
