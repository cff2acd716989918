package io.hydrophone.probe.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Problem;
import io.hydrophone.probe.Until;
import io.hydrophone.probe.audit.AuditLog;
import io.hydrophone.probe.cluster.ConnectedProbes.ConnectedProbe;
import io.hydrophone.probe.push.BearerToken;
import io.hydrophone.servers.FreePort;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** A master and probes of a static cluster over HTTP; whether a probe is connected is said by the test. */
class StaticTest {
    private static final NodeClient.Options CLIENT = new NodeClient.Options(
            BearerToken.of(WebNode.TOKEN, "the test"), false, null, false, Duration.ofSeconds(60));

    @TempDir
    private Path directory;

    private final List<Problem> problems = new CopyOnWriteArrayList<>();
    private final Map<String, ConnectedProbe> connected = new ConcurrentHashMap<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    /** Where the probes push, newest last. */
    private final List<String> pushes = new CopyOnWriteArrayList<>();

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void aProbeIsToldToPushAndIsListed() throws Exception {
        String address = address();
        WebNode master = master(address);
        String probe = address();
        probe(probe);
        assertThat(master.get("/cluster/join?addr=" + probe).body()).isEqualTo("OK");
        assertThat(pushes.getLast()).isEqualTo("p to [" + address + "]");
        connects("p", probe, true);
        JsonNode nodes = nodes(master);
        assertThat(nodes).hasSize(2);
        assertThat(nodes.get(0).get("meta").get("role").asString()).isEqualTo("master");
        assertThat(nodes.get(1).get("name").asString()).isEqualTo("p");
        assertThat(nodes.get(1).get("state").asString()).isEqualTo("up");
    }

    @Test
    void aDeadProbeIsListedAsDownAndOneThatComesBackIsCountedOnce() throws Exception {
        WebNode master = master(address());
        String probe = address();
        WebNode web = probe(probe);
        master.get("/cluster/join?addr=" + probe);
        connects("p", probe, true);
        connects("p", probe, false);
        web.close();
        assertThat(nodes(master).get(1).get("state").asString()).isEqualTo("down");
        int before = pushes.size();
        // It starts again and has forgotten whose it was: the master asks it again by itself.
        Files.delete(directory.resolve("probe"));
        probe(probe);
        Until.holds(pushes::size, size -> size >= before + 2);
        connects("p", probe, true);
        assertThat(nodes(master)).hasSize(2);
        master.get("/cluster/join?addr=" + probe);
        assertThat(nodes(master)).hasSize(2);
    }

    @Test
    void removeDetachesAProbe() throws Exception {
        WebNode master = master(address());
        String probe = address();
        probe(probe);
        master.get("/cluster/join?addr=" + probe);
        assertThat(master.get("/cluster/remove?addr=" + probe).body()).isEqualTo("OK");
        assertThat(pushes.getLast()).isEqualTo("p to []");
        assertThat(nodes(master)).hasSize(1);
        assertThat(master.get("/cluster/remove?addr=" + probe).statusCode()).isEqualTo(404);
    }

    /** The master asks a probe again and again, and a request may be long on its way. */
    @Test
    void aProbeThatIsBeingAskedWhenItIsRemovedIsNotAskedLast() throws Exception {
        WebNode master = master(address());
        String address = address();
        LongWay way = new LongWay(staticProbe(address));
        serve(address, way);
        assertThat(master.get("/cluster/join?addr=" + address).body()).isEqualTo("OK");
        way.begun.await();
        assertThat(master.get("/cluster/remove?addr=" + address).body()).isEqualTo("OK");
        way.over.await();
        assertThat(pushes.getLast()).isEqualTo("p to []");
    }

    @Test
    void aProbeThatWasDownWhenItWasRemovedIsToldWhenItIsBack() throws Exception {
        WebNode master = master(address());
        String probe = address();
        WebNode web = probe(probe);
        master.get("/cluster/join?addr=" + probe);
        web.close();
        connects("p", probe, false);
        assertThat(master.get("/cluster/remove?addr=" + probe).body()).isEqualTo("OK");
        assertThat(connected).isEmpty();
        assertThat(pushes.getLast()).doesNotContain("[]");
        probe(probe);
        Until.holds(pushes::getLast, "p to []"::equals);
    }

    @Test
    void leaveDropsAllProbes() throws Exception {
        WebNode master = master(address());
        String probe = address();
        probe(probe);
        master.get("/cluster/join?addr=" + probe);
        assertThat(master.get("/cluster/leave").body()).isEqualTo("OK");
        Until.holds(pushes::getLast, "p to []"::equals);
        assertThat(nodes(master)).hasSize(1);
    }

    @Test
    void theMasterKnowsItsProbesAfterARestart() throws Exception {
        String address = address();
        WebNode master = master(address);
        String probe = address();
        probe(probe);
        master.get("/cluster/join?addr=" + probe);
        master.close();
        WebNode again = master(address);
        assertThat(nodes(again)).hasSize(2);
    }

    @Test
    void aProbeIsNotMaster() throws Exception {
        WebNode probe = probe(address());
        for (String path : List.of("/cluster/join?addr=127.0.0.1:1", "/cluster/listnodes", "/cluster/leave")) {
            assertThat(probe.get(path).statusCode()).isEqualTo(409);
            assertThat(probe.get(path).body()).contains("\"code\":\"not-master\"");
        }
    }

    @Test
    void aProbeThatDoesNotAnswerIsNotTaken() throws Exception {
        WebNode master = master(address());
        assertThat(master.get("/cluster/join?addr=" + address()).statusCode()).isEqualTo(502);
        assertThat(nodes(master)).hasSize(1);
    }

    @Test
    void aProbeStaysWithItsMasterWhenOneOfAnotherGroupAsks() throws Exception {
        String address = address();
        WebNode master = master(address);
        String probe = address();
        probe(probe);
        master.get("/cluster/join?addr=" + probe);
        WebNode foreign = master(address(), "other");
        assertThat(foreign.get("/cluster/join?addr=" + probe).statusCode()).isEqualTo(502);
        assertThat(nodes(foreign)).hasSize(1);
        assertThat(pushes.getLast()).isEqualTo("p to [" + address + "]");
        assertThat(directory.resolve("audit")).content().contains("\"result\":\"wrong-group\"");
    }

    private WebNode master(String address) {
        return master(address, "test");
    }

    private WebNode master(String address, String group) {
        Cluster cluster = StaticMaster.start(
                new Self("m", address, group),
                directory.resolve("master." + group),
                new NodeClient(CLIENT),
                new SaidToBe(),
                Duration.ofMillis(100),
                problems::add);
        open.add(cluster);
        return serve(address, cluster);
    }

    private WebNode probe(String address) {
        return serve(address, staticProbe(address));
    }

    private StaticProbe staticProbe(String address) {
        StaticProbe probe = new StaticProbe(
                new Self("p", address, "test"),
                directory.resolve("probe"),
                targets -> pushes.add("p to " + targets),
                problems::add);
        open.add(probe);
        return probe;
    }

    private WebNode serve(String address, Cluster cluster) {
        int port = Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
        WebNode web = WebNode.serve(port, cluster, new AuditLog(directory.resolve("audit")), problems::add);
        open.add(web);
        return web;
    }

    private void connects(String name, String address, boolean isConnected) {
        connected.put(name, new ConnectedProbe(name, address, 7, 1_000_000, isConnected));
    }

    /** Those of which the test said that they are connected, or were. */
    private final class SaidToBe implements ConnectedProbes {
        @Override
        public List<ConnectedProbe> probes() {
            return List.copyOf(connected.values());
        }

        @Override
        public void forget(String name) {
            connected.remove(name);
        }
    }

    /** A probe that the second request to push reaches after a request to push no more, if that one is sent meanwhile. */
    private static final class LongWay implements Cluster {
        final CountDownLatch begun = new CountDownLatch(2);
        final CountDownLatch over = new CountDownLatch(2);
        private final CountDownLatch detached = new CountDownLatch(1);
        private final StaticProbe probe;

        LongWay(StaticProbe probe) {
            this.probe = probe;
        }

        @Override
        public void attach(String master, String group) {
            begun.countDown();
            if (begun.getCount() == 0) {
                await(detached);
            }
            probe.attach(master, group);
            over.countDown();
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await(2, TimeUnit.SECONDS); // or it is not sent before this one is through
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void detach(String master) {
            probe.detach(master);
            detached.countDown();
        }

        @Override
        public void join(String address) {
            probe.join(address);
        }

        @Override
        public void leave() {
            probe.leave();
        }

        @Override
        public void remove(String address) {
            probe.remove(address);
        }

        @Override
        public List<ClusterNode> nodes() {
            return probe.nodes();
        }

        @Override
        public void close() {
            probe.close();
        }
    }

    private static String address() throws IOException {
        return "127.0.0.1:" + FreePort.find();
    }

    private static JsonNode nodes(WebNode web) throws Exception {
        return new ObjectMapper().readTree(web.get("/cluster/listnodes").body());
    }
}
