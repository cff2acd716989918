package io.hydrophone.truth;

import io.hydrophone.app.Main;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A command of Hydrophone in a process of its own, as a user runs it, that serves HTTP. */
final class CommandProcess implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final List<String> command;
    private final Path log;
    private final int port;
    private Process process;

    /** @param arguments of the command line, without {@code --listen} */
    CommandProcess(Path log, int port, String... arguments) {
        this.log = log;
        this.port = port;
        command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--listen", address()));
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    CommandProcess start() throws IOException {
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return this;
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** What is answered; missing when nothing is. */
    JsonNode get(String path) {
        try {
            return JsonMapper.shared().readTree(text(path));
        } catch (IOException e) {
            return JsonMapper.shared().missingNode();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return JsonMapper.shared().missingNode();
        }
    }

    /** The same as it comes. */
    String text(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address() + path))
                .timeout(Duration.ofSeconds(30))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString()).body();
    }

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
        }
    }
}
