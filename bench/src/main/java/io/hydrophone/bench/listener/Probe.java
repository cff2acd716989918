package io.hydrophone.bench.listener;

import io.hydrophone.bench.process.Background;
import io.hydrophone.bench.process.Tool;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code hydrophone probe}, decoding and counting all that it hears. */
public final class Probe implements Listener {
    private static final URI ADDRESS = URI.create("http://127.0.0.1:8667/");
    /** It hands its reader whatever the ring holds at the latest after a tenth of a second. */
    private static final long LAST_READ_MILLIS = 1200;

    private final Background process;
    private final HttpClient http;

    private Probe(Background process, HttpClient http) {
        this.process = process;
        this.http = http;
    }

    /** Starts the command given and waits for its first status. */
    public static Probe listen(Tool tool, Path log) throws IOException, InterruptedException {
        Probe probe = new Probe(Background.start(tool, log), HttpClient.newHttpClient());
        probe.process.await("the probe's status", probe::answers);
        return probe;
    }

    private boolean answers() throws IOException, InterruptedException {
        try {
            return ask("status").statusCode() == 200;
        } catch (ConnectException e) {
            return false;
        }
    }

    private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(ADDRESS.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** All statements heard since the start, after it had the time to read what the kernel still holds for it. */
    public JsonNode queries() throws IOException, InterruptedException {
        Thread.sleep(2 * LAST_READ_MILLIS);
        return JsonMapper.shared().readTree(ask("api/v1/queries?top=1000").body());
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public Heard stop() throws IOException, InterruptedException {
        Thread.sleep(LAST_READ_MILLIS);
        JsonNode capture = JsonMapper.shared().readTree(ask("status").body()).path("capture");
        Heard heard = new Heard(
                capture.path("packets").asLong(), capture.path("kernel_drops").asLong());
        process.stop();
        return heard;
    }

    @Override
    public void close() {
        process.close();
        http.close();
    }
}
