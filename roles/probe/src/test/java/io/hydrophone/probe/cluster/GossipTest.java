package io.hydrophone.probe.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Problem;
import io.hydrophone.probe.Until;
import io.hydrophone.probe.audit.AuditLog;
import io.hydrophone.probe.cluster.ConnectedProbes.ConnectedProbe;
import io.hydrophone.probe.group.Group;
import io.hydrophone.probe.group.GroupOptions;
import io.hydrophone.probe.group.GroupView;
import io.hydrophone.probe.group.PatientTimes;
import io.hydrophone.probe.push.BearerToken;
import io.hydrophone.servers.FreePort;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Masters, standbys and probes of a gossip cluster over HTTP. */
@Tag("alone")
class GossipTest {
    private static final NodeClient.Options CLIENT = new NodeClient.Options(
            BearerToken.of(WebNode.TOKEN, "the test"), false, null, false, Duration.ofSeconds(60));

    @TempDir
    private Path directory;

    private final List<Problem> problems = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    private record Member(Group group, WebNode web, String address) {}

    private record Probe(WebNode web, String address, List<List<String>> targets) {}

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void aNodeJoinsByTheAddressOfAMasterAndIsListedAsByMysqlProbe() throws Exception {
        Member a = member("a", "test");
        Member b = member("b", "test");
        assertThat(b.web.get("/cluster/join?addr=" + a.address).body()).isEqualTo("OK");
        Until.holds(() -> b.group.view().master(), "a"::equals);
        Until.holds(() -> nodes(a.web).size(), size -> size == 3);
        JsonNode first = nodes(a.web).get(0);
        assertThat(first.get("name").asString()).isEqualTo("a");
        assertThat(first.get("ip").asString()).isEqualTo("127.0.0.1");
        assertThat(first.get("gossip_port").asInt()).isEqualTo(a.group.port());
        assertThat(first.get("meta").get("role").asString()).isEqualTo("master");
        assertThat(first.get("meta").get("epic").asLong())
                .isEqualTo(a.group.view().epoch());
        assertThat(first.get("meta").get("group").asString()).isEqualTo("test");
        assertThat(first.get("meta").get("server_port").asInt()).isEqualTo(port(a.address));
        assertThat(nodes(a.web).get(1).get("meta").get("role").asString()).isEqualTo("standby");
        JsonNode probe = nodes(a.web).get(2);
        assertThat(probe.get("meta").get("role").asString()).isEqualTo("slave");
        assertThat(probe.get("state").asString()).isEqualTo("down");
        assertThat(probe.get("epoch").asString()).isEqualTo("ffffffffffffffff");
    }

    @Test
    void aNodeJoinsByTheAddressOfAProbe() throws Exception {
        Member a = member("a", "test");
        Probe probe = probe("p");
        assertThat(probe.web.post("/cluster/join?addr=" + a.address).body()).isEqualTo("OK");
        assertThat(probe.targets.getLast()).containsExactly(a.address);
        Member b = member("b", "test");
        assertThat(b.web.get("/cluster/join?addr=" + probe.address).body()).isEqualTo("OK");
        Until.holds(() -> b.group.view().master(), "a"::equals);
        Until.holds(probe.targets::getLast, targets -> targets.equals(List.of(a.address, b.address)));
    }

    @Test
    void aNodeJoinsByAnAddressForMembers() throws Exception {
        Member a = member("a", "test");
        Member b = member("b", "test");
        assertThat(b.web.get("/cluster/join?addr=127.0.0.1:" + a.group.port()).body())
                .isEqualTo("OK");
        Until.holds(() -> b.group.view().nodes().size(), size -> size == 2);
    }

    @Test
    void aProbeFollowsTheMasterAndKeepsItsListOverARestart() throws Exception {
        Member a = member("a", "test");
        Member b = member("b", "test");
        b.web.get("/cluster/join?addr=" + a.address);
        Until.holds(() -> b.group.view().nodes().size(), size -> size == 2);
        Probe probe = probe("p", b.address);
        Until.holds(probe.targets::getLast, targets -> targets.equals(List.of(a.address, b.address)));
        a.group.close();
        a.web.close();
        Until.holds(probe.targets::getLast, targets -> targets.equals(List.of(b.address, a.address)));
        probe.web.close();
        Probe again = probe("p");
        assertThat(again.targets.getFirst()).containsExactly(b.address, a.address);
        assertThat(again.web.get("/cluster/leave").body()).isEqualTo("OK");
        assertThat(again.targets.getLast()).isEmpty();
    }

    /** As one has that has just begun: the probe asked it, and then it went. */
    @Test
    void aListThatHadOnlyItsOwnNodeDoesNotMakeTheOthersForgotten() throws Exception {
        Member alone = member("a", "test");
        Member other = member("b", "test");
        Probe probe = probe("p", alone.address, other.address);
        Until.holds(probe.targets::getLast, targets -> targets.equals(List.of(alone.address)));
        alone.group.close();
        alone.web.close();
        Until.holds(probe.targets::getLast, targets -> targets.equals(List.of(other.address)));
        assertThat(probe.web.get("/cluster/leave").body()).isEqualTo("OK");
        assertThat(probe.targets.getLast()).isEmpty();
    }

    @Test
    void aProbeWhoseSeedsAreAllThereIsIsToldToPushToThem() throws Exception {
        Member a = member("a", "test");
        Probe probe = probe("p", a.address);
        Until.holds(probe.targets::getLast, targets -> targets.equals(List.of(a.address)));
    }

    @Test
    void aNodeThatIsDownIsListedUntilItIsRemoved() throws Exception {
        Member a = member("a", "test");
        Member b = member("b", "test");
        b.web.get("/cluster/join?addr=" + a.address);
        Until.holds(() -> b.group.view().nodes().size(), size -> size == 2);
        Until.holds(() -> a.group.view().nodes().size(), size -> size == 2);
        b.group.close();
        b.web.close();
        Until.holds(() -> nodes(a.web).toString(), text -> text.contains("\"state\":\"down\""));
        assertThat(nodes(a.web)).hasSize(3);
        assertThat(a.web.get("/cluster/remove?addr=" + b.address).body()).isEqualTo("OK");
        assertThat(nodes(a.web)).hasSize(2);
        assertThat(a.web.get("/cluster/remove?addr=" + b.address).statusCode()).isEqualTo(404);
        assertThat(a.web.get("/cluster/remove?addr=127.0.0.1:9").body()).isEqualTo("OK"); // a probe
        assertThat(nodes(a.web)).hasSize(1);
    }

    @Test
    void aNodeThatIsUpLeavesWhenItIsRemoved() throws Exception {
        Member a = member("a", "test");
        Member b = member("b", "test");
        b.web.get("/cluster/join?addr=" + a.address);
        Until.holds(() -> b.group.view().nodes().size(), size -> size == 2);
        Until.holds(() -> a.group.view().nodes().size(), size -> size == 2);
        assertThat(a.web.get("/cluster/remove?addr=" + b.address).body()).isEqualTo("OK");
        Until.holds(() -> a.group.view().nodes().size(), size -> size == 1);
        Until.holds(() -> b.group.view().nodes().size(), size -> size == 1);
        assertThat(b.group.view().isMaster()).isTrue();
    }

    @Test
    void whatCannotBeDoneIsAProblemWithAReason() throws Exception {
        Member a = member("a", "test");
        Member other = member("other", "another");
        Probe probe = probe("p");
        problem(a.web.get("/cluster/join?addr=" + other.address), 409, "wrong-group");
        problem(probe.web.get("/cluster/join?addr=" + other.address), 409, "wrong-group");
        problem(a.web.get("/cluster/join?addr=127.0.0.1:" + FreePort.find()), 502, "node-unreachable");
        problem(a.web.get("/cluster/join?addr=" + probe.address), 502, "no-master");
        problem(a.web.get("/cluster/join?addr=nonsense"), 400, "bad-address");
        problem(a.web.get("/cluster/join"), 400, "bad-parameter");
        problem(a.web.get("/cluster/attach?master=127.0.0.1:1"), 409, "not-static");
        problem(probe.web.get("/cluster/remove?addr=" + a.address), 409, "not-master");
        problem(a.web.getWithoutToken("/cluster/leave"), 401, "no-token");
        assertThat(a.group.view().nodes()).hasSize(1);
    }

    @Test
    void eachChangeIsWrittenToTheAuditLog() throws Exception {
        Member a = member("a", "test");
        a.web.get("/cluster/join?addr=127.0.0.1:1");
        a.web.post("/cluster/leave");
        a.web.get("/cluster/listnodes");
        List<String> lines = Files.readAllLines(directory.resolve("a.audit"));
        assertThat(lines).hasSize(2);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("a.audit"))))
                .isEqualTo("rw-------");
        JsonNode first = new ObjectMapper().readTree(lines.getFirst());
        assertThat(first.get("who").asString()).isEqualTo("127.0.0.1");
        assertThat(first.get("what").asString()).isEqualTo("/cluster/join?addr=127.0.0.1:1");
        assertThat(first.get("result").asString()).isEqualTo("node-unreachable");
        assertThat(new ObjectMapper().readTree(lines.getLast()).get("result").asString())
                .isEqualTo("ok");
    }

    private Member member(String name, String group) throws IOException {
        String address = "127.0.0.1:" + FreePort.find();
        GroupOptions options = new GroupOptions(
                name,
                group,
                "127.0.0.1",
                0,
                address,
                List.of(),
                null,
                false,
                directory.resolve(name),
                PatientTimes.of(List.of()));
        Group started = Group.start(options, new Nothing(), problems::add);
        open.add(started);
        Cluster cluster = new GossipMember(started, group, new OneGone(), new NodeClient(CLIENT));
        open.add(cluster);
        WebNode web =
                WebNode.serve(port(address), cluster, new AuditLog(directory.resolve(name + ".audit")), problems::add);
        open.add(web);
        return new Member(started, web, address);
    }

    private Probe probe(String name, String... seeds) throws IOException {
        String address = "127.0.0.1:" + FreePort.find();
        List<List<String>> targets = new CopyOnWriteArrayList<>();
        Cluster cluster = GossipProbe.start(
                new Self(name, address, "test"),
                List.of(seeds),
                directory.resolve(name),
                new NodeClient(CLIENT),
                targets::add,
                Duration.ofMillis(100),
                problems::add);
        open.add(cluster);
        WebNode web =
                WebNode.serve(port(address), cluster, new AuditLog(directory.resolve(name + ".audit")), problems::add);
        open.add(web);
        return new Probe(web, address, targets);
    }

    /** A probe that pushed here and is down. */
    private static final class OneGone implements ConnectedProbes {
        private final List<ConnectedProbe> probes =
                new CopyOnWriteArrayList<>(List.of(new ConnectedProbe("gone", "127.0.0.1:9", -1, 1, false)));

        @Override
        public List<ConnectedProbe> probes() {
            return probes;
        }

        @Override
        public void forget(String name) {
            probes.removeIf(probe -> probe.name().equals(name));
        }
    }

    private record Nothing() implements Group.Events {
        @Override
        public void view(GroupView view) {}

        @Override
        public void message(String from, byte[] message) {}
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    private static JsonNode nodes(WebNode web) {
        try {
            HttpResponse<String> response = web.get("/cluster/listnodes");
            assertThat(response.statusCode()).isEqualTo(200);
            return new ObjectMapper().readTree(response.body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void problem(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(new ObjectMapper().readTree(response.body()).get("code").asString())
                .isEqualTo(code);
    }
}
