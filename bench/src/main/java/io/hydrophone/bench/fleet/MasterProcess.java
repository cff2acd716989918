package io.hydrophone.bench.fleet;

import io.hydrophone.bench.process.Background;
import io.hydrophone.bench.process.Tool;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code hydrophone master}. */
final class MasterProcess implements AutoCloseable {
    private static final String ADDRESS = "127.0.0.1:8667";

    private final Background process;
    private final HttpClient http = HttpClient.newHttpClient();

    private MasterProcess(Background process) {
        this.process = process;
    }

    /** @param options beside the address */
    static MasterProcess start(Path hydrophone, Path log, String... options) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(hydrophone.toString(), "master", "--listen", ADDRESS));
        words.addAll(List.of(options));
        MasterProcess master = new MasterProcess(Background.start(new Tool(words), log));
        master.process.await("the master's status", master::answers);
        return master;
    }

    private boolean answers() throws IOException, InterruptedException {
        try {
            status();
            return true;
        } catch (ConnectException e) {
            return false;
        }
    }

    URI intake() {
        return URI.create("ws://" + ADDRESS + "/intake");
    }

    JsonNode status() throws IOException, InterruptedException {
        return get("/status");
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return JsonMapper.shared()
                .readTree(http.send(
                                HttpRequest.newBuilder(URI.create("http://" + ADDRESS + path))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body());
    }

    @Override
    public void close() {
        process.close();
        http.close();
    }
}
