package io.hydrophone.upkeep.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.Problem;
import io.hydrophone.http.ListenAddress;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.servers.Tool;
import io.hydrophone.upkeep.JsonObject;
import io.hydrophone.upkeep.TestAgent.Behaviour;
import io.hydrophone.upkeep.TestRelease;
import io.hydrophone.upkeep.release.SignedManifest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpdateServerTest {
    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Problem> problems = new CopyOnWriteArrayList<>();
    private Path root;
    private TestRelease releases;
    private UpdateServer server;

    @BeforeEach
    void start() throws Exception {
        root = directory.resolve("server");
        releases = TestRelease.in(root);
        releases.publish("1.0.0", Behaviour.GOOD);
        server = UpdateServer.start(root, releases.keys(), ServerOptions.local(0), "test", problems::add);
    }

    @AfterEach
    void stop() {
        server.close();
        client.close();
    }

    @Test
    void theSeedsUpdaterFindsWhatItAsksFor() throws Exception {
        assertThat(get("/client/version").body()).isEqualTo("1.0.0");
        JsonObject list = json("/client/file-v2");
        assertThat(list.text("version")).isEqualTo("1.0.0");
        assertThat(list.objects("files"))
                .extracting(file -> file.text("name"))
                .containsExactly("bin/agent", "lib/data-1.0.0", "checks.d/disk.py", "conf.d/agent.yaml");
        JsonObject file = list.objects("files").get(2);
        Path disk = releases.directory("1.0.0").resolve("checks/disk.py");
        assertThat(file.text("md5"))
                .isEqualTo(Tool.of("md5sum", disk.toString()).output().substring(0, 32));
        assertThat(get("/client/file/" + base64("checks.d/disk.py")).body()).isEqualTo(Files.readString(disk));
        assertThat(json("/client").objects("filesets"))
                .extracting(set -> set.text("name") + " " + set.text("directory") + " "
                        + set.texts("files").size())
                .containsExactly("program  2", "checks checks.d/ 1", "conf conf.d/ 1");
    }

    @Test
    void noNameLeadsOutOfARelease() throws Exception {
        Files.writeString(root.resolve("secret"), "secret");
        for (String name : List.of(
                "../../secret",
                "conf.d/../../../secret",
                "/etc/passwd",
                root.resolve("secret").toString(),
                "../manifest.json",
                "conf.d/agent.yaml\0",
                "rollout.yaml",
                "")) {
            assertThat(get("/client/file/" + base64(name)).statusCode())
                    .as(name)
                    .isEqualTo(404);
        }
        assertThat(get("/client/file/%2e%2e/%2e%2e/secret").statusCode()).isBetween(400, 404);
        assertThat(get("/client/file/not*base64").statusCode()).isEqualTo(404);
    }

    @Test
    void aLinkThatTookAFilesPlaceIsNotFollowed() throws Exception {
        Path secret = Files.writeString(root.resolve("secret"), "secret");
        Path file = releases.directory("1.0.0").resolve("conf/agent.yaml");
        Files.delete(file);
        Files.createSymbolicLink(file, secret);
        assertThat(get("/client/file/" + base64("conf.d/agent.yaml")).statusCode())
                .isEqualTo(400);
        Path checks = releases.directory("1.0.0").resolve("checks");
        Files.move(checks, directory.resolve("elsewhere"));
        Files.createSymbolicLink(checks, directory.resolve("elsewhere"));
        assertThat(get("/client/file/" + base64("checks.d/disk.py")).statusCode())
                .isEqualTo(400);
        assertThat(get("/api/v1/archive").statusCode()).isEqualTo(400);
    }

    @Test
    void aPartOfAFileIsServed() throws Exception {
        String digest = json("/client/file-v2").objects("files").get(1).text("sha256");
        long serial = json("/api/v1/manifest").number("serial", 1, Long.MAX_VALUE);
        String page = "/api/v1/file?serial=" + serial + "&sha256=" + digest;
        String whole = get(page).body();
        assertThat(ranged(page, "bytes=1000-").body()).isEqualTo(whole.substring(1_000));
        HttpResponse<String> middle = ranged(page, "bytes=5-9");
        assertThat(middle.statusCode()).isEqualTo(206);
        assertThat(middle.body()).isEqualTo(whole.substring(5, 10));
        assertThat(middle.headers().firstValue("Content-Range")).hasValue("bytes 5-9/" + whole.length());
        assertThat(ranged(page, "bytes=" + whole.length() + "-").statusCode()).isEqualTo(416);
    }

    @Test
    void aReleaseThatNobodyTrustedSignedIsNotOffered() throws Exception {
        TestRelease others = TestRelease.in(directory.resolve("others").resolve("server"));
        others.publish("6.6.6", Behaviour.GOOD);
        Files.move(others.directory("6.6.6"), releases.directory("6.6.6"));
        assertThat(get("/client/version").body()).isEqualTo("1.0.0");
        assertThat(get("/client/version").body()).isEqualTo("1.0.0");
        assertThat(problems).extracting(Problem::code).containsExactly("bad-signature");
    }

    @Test
    void stagesPinsAndTagsDecide() throws Exception {
        releases.publish("1.1.0", Behaviour.GOOD);
        releases.publish("1.2.0", Behaviour.GOOD);
        rollout("""
                version: 1
                stages:
                - {release: 1.2.0, tags: [canary]}
                - {release: 1.1.0, percent: 30}
                pins:
                - {agent: db9, release: 1.0.0}
                stable: "1.0.0"
                """);
        assertThat(get("/client/version?agent=db1&tags=canary,x").body()).isEqualTo("1.2.0");
        assertThat(get("/client/version?agent=db9&tags=canary").body()).isEqualTo("1.0.0");
        int second = 0;
        for (int i = 0; i < 200; i++) {
            second += get("/client/version?agent=host" + i).body().equals("1.1.0") ? 1 : 0;
        }
        assertThat(second).isBetween(35, 85);
    }

    @Test
    void aLargerShareTakesTheSameAgentsAndMore() {
        for (int i = 0; i < 1_000; i++) {
            Asking asking = new Asking("host" + i, Set.of());
            boolean few = new Rollout.Stage("1.1.0", 10, Set.of(), 0).takes(asking);
            boolean many = new Rollout.Stage("1.1.0", 50, Set.of(), 0).takes(asking);
            assertThat(many || !few).isTrue();
            assertThat(new Rollout.Stage("1.1.0", 100, Set.of(), 0).takes(asking))
                    .isTrue();
            assertThat(new Rollout.Stage("1.1.0", 0, Set.of(), 0).takes(asking)).isFalse();
        }
    }

    @Test
    void aStageEndsWhenTooManyWentBack() throws Exception {
        SignedManifest next = releases.publish("1.1.0", Behaviour.CRASHES);
        rollout("stages: [{release: 1.1.0, percent: 100, stop_after: 2}]\n");
        long serial = next.unverified().serial();
        beat("agent=db1&version=1.0.0&went_back_from=" + serial + "&did=back");
        assertThat(get("/client/version?agent=db3").body()).isEqualTo("1.1.0");
        beat("agent=db2&version=1.0.0&went_back_from=" + serial);
        assertThat(get("/client/version?agent=db3").body()).isEqualTo("1.0.0");
        assertThat(json("/api/v1/releases").objects("releases").getFirst().number("went_back", 0, 9))
                .isEqualTo(2);
    }

    @Test
    void aRolloutWithMistakesChangesNothing() throws Exception {
        releases.publish("1.1.0", Behaviour.GOOD);
        rollout("stable: 1.0.0\n");
        assertThat(get("/client/version").body()).isEqualTo("1.0.0");
        rollout("stabel: 1.1.0\n");
        assertThat(get("/client/version").body()).isEqualTo("1.0.0");
        assertThat(problems).extracting(Problem::message).anyMatch(text -> text.contains("stabel"));
    }

    @Test
    void agentsAreHeardAndCounted() throws Exception {
        assertThat(beat("agent=db1&version=1.0.0&state=healthy&tags=a,b&did=update+to+1.0.0"))
                .isEqualTo(200);
        assertThat(beat("agent=db2&version=1.0.0&state=unhealthy")).isEqualTo(200);
        assertThat(beat("agent=db%0a2&version=1")).isEqualTo(400);
        assertThat(beat("agent=db3&state=lost")).isEqualTo(400);
        JsonObject first = json("/api/v1/agents").objects("agents").getFirst();
        assertThat(first.text("agent")).isEqualTo("db1");
        assertThat(first.texts("tags")).containsExactly("a", "b");
        assertThat(first.texts("did")).containsExactly("update to 1.0.0");
        assertThat(json("/status").number("unhealthy", 0, 9)).isEqualTo(1);
        assertThat(get("/metrics").body())
                .contains("hydrophone_update_agents{state=\"healthy\",version=\"1.0.0\"} 1\n")
                .contains("hydrophone_update_heartbeats_total 2\n");
    }

    @Test
    void anAddressThatOthersReachNeedsATokenAndTls() {
        ServerOptions open = new ServerOptions(new ListenAddress("0.0.0.0", 0), null, null, false);
        assertThatThrownBy(() -> UpdateServer.start(root, null, open, "test", problems::add))
                .hasMessageContaining("a token and TLS");
    }

    private void rollout(String text) throws Exception {
        Path file = root.resolve("rollout.yaml");
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.fromMillis(1_795_000_000_000L + text.hashCode() % 1_000_000));
    }

    private static String base64(String name) {
        return Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }

    private JsonObject json(String path) throws Exception {
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonObject.parse(response.body().getBytes(StandardCharsets.UTF_8), path);
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> ranged(String path, String range) throws Exception {
        return client.send(request(path).header("Range", range).build(), BodyHandlers.ofString());
    }

    private int beat(String form) throws Exception {
        return client.send(
                        request("/api/v1/heartbeat")
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(BodyPublishers.ofString(form))
                                .build(),
                        BodyHandlers.ofString())
                .statusCode();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.uri() + path));
    }
}
