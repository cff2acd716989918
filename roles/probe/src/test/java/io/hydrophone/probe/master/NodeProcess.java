package io.hydrophone.probe.master;

import io.hydrophone.http.ChannelOptions;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.ListenAddress;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.probe.group.GroupOptions;
import io.hydrophone.probe.group.GroupTimes;
import io.hydrophone.report.merge.Receipts;
import io.hydrophone.report.merge.ReceiptsCodec;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A master or standby in a process, a network namespace and on a disk of its own. */
final class NodeProcess implements AutoCloseable {
    private static final int PORT = 8667;
    private static final int GROUP_PORT = 7946;
    private static final int JOURNAL_BYTES = 16 << 20;
    private static final int DISK_MEBIBYTES = 64;
    private static final String KEY = "for a test that lasts half a minute";

    private final String name;
    private final String address;
    private final List<String> seeds;
    private final Path directory;
    private final TestProcess process;
    private final SmallDisk disk;

    /** @param others addresses of the other nodes */
    NodeProcess(TestNetwork network, Path directory, String name, String address, List<String> others)
            throws IOException {
        this.name = name;
        this.address = address;
        this.directory = directory.resolve(name);
        seeds = others.stream().map(other -> other + ":" + GROUP_PORT).toList();
        disk = new SmallDisk(this.directory, DISK_MEBIBYTES);
        process = new TestProcess(
                network.namespace(name), directory.resolve(name + ".log").toFile(), NodeProcess.class);
    }

    String name() {
        return name;
    }

    TestProcess process() {
        return process;
    }

    SmallDisk disk() {
        return disk;
    }

    void start() throws IOException {
        process.start(directory.toString(), name, address, String.join(",", seeds));
    }

    String intake() {
        return "ws://" + address + ":" + PORT + "/intake";
    }

    /** What it serves under a path; null when it does not answer. */
    JsonNode get(String path) throws InterruptedException {
        String json = process.ask(path);
        return json == null ? null : JsonMapper.shared().readTree(json);
    }

    /** What it has accepted; null when it does not answer. */
    Receipts receipts() throws InterruptedException {
        String hex = process.ask("receipts");
        return hex == null ? null : ReceiptsCodec.read(HexFormat.of().parseHex(hex));
    }

    @Override
    public void close() {
        process.close();
        disk.close();
    }

    public static void main(String[] args) throws InterruptedException {
        Path directory = Path.of(args[0]);
        MasterOptions options = MasterOptions.of(args[1], "test", directory)
                .withJournalBytes(JOURNAL_BYTES)
                .withPatience(Duration.ofMillis(300));
        Master master = Master.start(options, false, problem -> System.err.println(problem.text()));
        HttpServer server = HttpServer.start(
                new ServerOptions(new ListenAddress(args[2], PORT), null, null, true),
                MasterRoutes.of(master, ChannelOptions.DEFAULT, true));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            master.close();
        }));
        master.enter(new GroupOptions(
                args[1],
                "test",
                args[2],
                GROUP_PORT,
                args[2] + ":" + PORT,
                List.of(args[3].split(",", -1)),
                KEY,
                false,
                directory.resolve("group.json"),
                GroupTimes.DEFAULT));
        HttpClient client = HttpClient.newHttpClient();
        TestProcess.answer(
                question -> question.equals("receipts") ? receipts(master) : get(client, server.uri(), question));
    }

    private static String receipts(Master master) {
        Receipts accepted = master.keeper().fleet().accepted().receipts();
        return HexFormat.of().formatHex(ReceiptsCodec.write(accepted));
    }

    private static String get(HttpClient client, URI server, String path) {
        try {
            HttpRequest request = HttpRequest.newBuilder(server.resolve(path))
                    .timeout(Duration.ofSeconds(15))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.ofString())
                    .body()
                    .strip();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
