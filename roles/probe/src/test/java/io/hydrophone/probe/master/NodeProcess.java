package io.hydrophone.probe.master;

import io.hydrophone.http.ChannelOptions;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.probe.group.GroupOptions;
import io.hydrophone.probe.group.GroupTimes;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A master or standby in a process of its own, which can be killed, stopped and started again at the same places. */
final class NodeProcess implements AutoCloseable {
    private static final long JOURNAL_BYTES = 8 << 20;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Path directory;
    private final String name;
    private final int port;
    private final int groupPort;
    private final int seed;
    private Process process;

    /** @param seed the other node's port for members */
    NodeProcess(Path directory, String name, int port, int groupPort, int seed) {
        this.directory = directory;
        this.name = name;
        this.port = port;
        this.groupPort = groupPort;
        this.seed = seed;
    }

    void start() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx96m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        NodeProcess.class.getName(),
                        directory.toString(),
                        name,
                        Integer.toString(port),
                        Integer.toString(groupPort),
                        Integer.toString(seed))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
                .start();
    }

    File log() {
        return directory.resolve(name + ".log").toFile();
    }

    URI intake(String probe) {
        return URI.create("ws://127.0.0.1:" + port + "/intake?probe=" + probe + "&epoch=1&group=test");
    }

    /** As {@code kill -9} does; returns when it is gone. */
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /** {@code STOP} or {@code CONT}. */
    void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
    }

    /** Null when it does not answer. */
    JsonNode status() {
        try {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/status"))
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return JsonMapper.shared()
                    .readTree(CLIENT.send(request, HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (IOException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }

    public static void main(String[] args) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Path directory = Path.of(args[0]).resolve(args[1]);
        MasterOptions options = MasterOptions.of(args[1], "test", directory)
                .withJournalBytes(JOURNAL_BYTES)
                .withPatience(Duration.ofMillis(300));
        Master master = Master.start(options, false, problem -> out.println(problem.text()));
        HttpServer server = HttpServer.start(
                ServerOptions.local(Integer.parseInt(args[2])), MasterRoutes.of(master, ChannelOptions.DEFAULT, true));
        master.enter(new GroupOptions(
                args[1],
                "test",
                "127.0.0.1",
                Integer.parseInt(args[3]),
                "127.0.0.1:" + server.uri().getPort(),
                List.of("127.0.0.1:" + args[4]),
                null,
                false,
                directory.resolve("group.json"),
                GroupTimes.DEFAULT));
        out.println("up");
        Thread.currentThread().join();
    }
}
