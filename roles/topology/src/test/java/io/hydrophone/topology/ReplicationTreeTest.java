package io.hydrophone.topology;

import static io.hydrophone.topology.Discovered.address;
import static io.hydrophone.topology.Discovered.instance;
import static io.hydrophone.topology.Discovered.link;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.Replication;
import io.hydrophone.servers.ReplicationTree;
import io.hydrophone.topology.Cluster.NamedBy;
import io.hydrophone.topology.instance.InstanceView;
import io.hydrophone.topology.instance.ReplicationChannel;
import io.hydrophone.topology.instance.SemiSync;
import io.hydrophone.topology.instance.Transactions;
import io.hydrophone.topology.report.TopologyFormat;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A source, an intermediate source and a leaf of MySQL 9.7; what is broken is broken last. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplicationTreeTest {
    private static ReplicationTree tree;

    @BeforeAll
    static void start() throws Exception {
        tree = ReplicationTree.start("--plugin-load-add=semisync_source.so", "--plugin-load-add=semisync_replica.so");
    }

    @AfterAll
    static void stop() {
        if (tree != null) {
            tree.close();
        }
    }

    @Test
    @Order(1)
    void allAreFoundFromAnyOfThem() throws Exception {
        Topology fromLeaf = Discovered.from(tree.leaf());
        for (Topology topology :
                List.of(fromLeaf, Discovered.from(tree.source()), Discovered.from(tree.intermediate()))) {
            assertThat(topology.instances()).hasSize(3).allMatch(instance -> instance.failure() == null);
            assertThat(topology.truncated()).isFalse();
            assertThat(instance(topology, tree.source()).roles()).containsExactly(Role.SOURCE);
            assertThat(instance(topology, tree.intermediate()).roles()).containsExactly(Role.INTERMEDIATE);
            assertThat(instance(topology, tree.leaf()).roles()).containsExactly(Role.REPLICA);
            assertThat(topology.clusters())
                    .singleElement()
                    .satisfies(cluster -> assertThat(cluster.instances()).hasSize(3));
        }
        assertThat(fromLeaf.clusters().getFirst().name())
                .isEqualTo(address(tree.source()).toString());
        assertThat(fromLeaf.clusters().getFirst().namedBy()).isEqualTo(NamedBy.ROOT);
    }

    @Test
    @Order(2)
    void anInstanceTellsWhatItsServerSays() throws Exception {
        Topology topology = Discovered.from(tree.intermediate());
        InstanceView view = instance(topology, tree.intermediate()).view();
        assertThat(view.problems()).isEmpty();
        assertThat(view.identity().serverUuid()).isEqualTo(tree.intermediate().value("SELECT @@server_uuid"));
        assertThat(view.identity().serverId()).isEqualTo(2);
        assertThat(view.identity().hostname()).isEqualTo(tree.intermediate().value("SELECT @@hostname"));
        assertThat(view.settings().isWritable()).isTrue();
        assertThat(view.settings().gtidMode()).isEqualTo("ON");
        assertThat(view.settings().logsReplicaUpdates()).isTrue();
        assertThat(view.binaryLog().file()).startsWith("binlog.");
        assertThat(((Transactions.MySql) view.transactions()).executed().toString())
                .isEqualTo(tree.intermediate().value("SELECT @@gtid_executed").replace("\n", ""));
        assertThat(view.replicas()).singleElement().satisfies(replica -> {
            assertThat(replica.serverId()).isEqualTo(3);
            assertThat(replica.port()).isEqualTo(tree.leaf().port());
            assertThat(replica.peer()).isEqualTo("127.0.0.1");
        });
        ReplicationChannel channel = view.channels().getFirst();
        assertThat(channel.sourceUuid()).isEqualTo(tree.source().value("SELECT @@server_uuid"));
        assertThat(channel.receiver().isRunning() && channel.applier().isRunning())
                .isTrue();
        assertThat(channel.autoPosition()).isTrue();
        assertThat(channel.workers()).isNotEmpty();
        assertThat(channel.secondsBehind()).isNotNull();
        assertThat(view.group()).isNull();
        assertThat(view.galera()).isNull();
        assertThat(view.cluster()).isNull();
    }

    @Test
    @Order(3)
    void oneServerAtSeveralAddressesIsOne() throws Exception {
        int port = tree.leaf().port();
        Topology topology = Discovered.with(
                Discovered.PATIENT, List.of(), List.of(new Address("localhost", port), address(tree.leaf())));
        assertThat(topology.instances()).hasSize(3);
        Instance leaf = Discovered.at(topology, new Address("localhost", port));
        assertThat(leaf.address()).isEqualTo(new Address("localhost", port));
        assertThat(leaf.aliases()).containsExactly(address(tree.leaf()));
    }

    @Test
    @Order(4)
    void addressesAreRewrittenAsConfigured() throws Exception {
        Address unknown = new Address("db1.fleet.invalid", 3306);
        Topology topology = Discovered.with(
                new DiscoverySettings(
                        Duration.ofSeconds(30),
                        4,
                        100,
                        Map.of(
                                unknown,
                                address(tree.source()),
                                new Address("leaf.fleet.invalid", DiscoverySettings.ANY_PORT),
                                new Address("127.0.0.1", DiscoverySettings.ANY_PORT))),
                List.of(new NamedCluster("shop", List.of(unknown), Discovered.LOGIN)),
                List.of(new Address("leaf.fleet.invalid", tree.leaf().port())));
        assertThat(topology.instances()).hasSize(3);
        assertThat(topology.clusters()).singleElement().satisfies(cluster -> {
            assertThat(cluster.name()).isEqualTo("shop");
            assertThat(cluster.namedBy()).isEqualTo(NamedBy.CONFIGURATION);
        });
    }

    @Test
    @Order(5)
    void namedClustersStayApartThoughTheyAreLinked() throws Exception {
        Topology topology = Discovered.with(
                Discovered.PATIENT,
                List.of(
                        new NamedCluster("east", List.of(address(tree.source()), address(tree.intermediate())), null),
                        new NamedCluster("west", List.of(address(tree.leaf())), Discovered.LOGIN)),
                List.of());
        assertThat(topology.clusters()).extracting(Cluster::name).containsExactly("east", "west");
        assertThat(topology.clusters().get(0).instances())
                .containsExactlyInAnyOrder(address(tree.source()), address(tree.intermediate()));
        assertThat(topology.clusters().get(1).instances()).containsExactly(address(tree.leaf()));
        assertThat(text(topology, false)).contains("east  (2 instances)\n", "\nwest  (1 instance)\n");
    }

    @Test
    @Order(5)
    void noMoreThanSoManyAreAsked() throws Exception {
        DiscoverySettings two = new DiscoverySettings(Duration.ofSeconds(30), 1, 2, Map.of());
        Topology topology = Discovered.with(two, List.of(), List.of(address(tree.source())));
        assertThat(topology.truncated()).isTrue();
        assertThat(instance(topology, tree.leaf()).failure().kind()).isEqualTo(Failure.Kind.NOT_ASKED);
        assertThat(instance(topology, tree.intermediate()).view()).isNotNull();
    }

    @Test
    @Order(6)
    void semiSyncIsToldOfBothSides() throws Exception {
        tree.source().execute("SET GLOBAL rpl_semi_sync_source_enabled = ON");
        tree.intermediate().execute("SET GLOBAL rpl_semi_sync_replica_enabled = ON", "STOP REPLICA", "START REPLICA");
        Replication.await(
                tree.source(),
                "SELECT VARIABLE_VALUE FROM performance_schema.global_status"
                        + " WHERE VARIABLE_NAME = 'Rpl_semi_sync_source_clients'",
                "1");
        Topology topology = Discovered.from(tree.source());
        SemiSync source = instance(topology, tree.source()).view().semiSync();
        assertThat(source.sourceEnabled()).isTrue();
        assertThat(source.sourceActive()).isTrue();
        assertThat(source.clients()).isEqualTo(1);
        assertThat(source.timeoutMillis()).isEqualTo(10_000);
        SemiSync replica = instance(topology, tree.intermediate()).view().semiSync();
        assertThat(replica.replicaActive()).isTrue();
        assertThat(replica.sourceEnabled()).isFalse();
        tree.source().execute("SET GLOBAL rpl_semi_sync_source_enabled = OFF");
    }

    @Test
    @Order(7)
    void anErrantTransactionIsSeenWhereItWasMade() throws Exception {
        tree.intermediate().execute("CREATE TABLE errant (id INT)");
        Replication.await(
                tree.leaf(), "SELECT COUNT(*) FROM information_schema.tables WHERE table_name = 'errant'", "1");
        Topology topology = Discovered.from(tree.leaf());
        Drift drift = link(topology, tree.intermediate(), tree.source()).drift();
        assertThat(drift.missing()).isZero();
        assertThat(drift.errant()).isEqualTo(1);
        assertThat(drift.errantSet()).isEqualTo(tree.intermediate().value("SELECT @@server_uuid") + ":1");
        assertThat(link(topology, tree.leaf(), tree.intermediate()).drift()).isEqualTo(new Drift(0L, 0L, ""));
        assertThat(text(topology, false).lines().toList())
                .satisfiesExactly(
                        name -> assertThat(name).isEqualTo(address(tree.source()) + "  (3 instances)"),
                        source -> assertThat(source)
                                .startsWith(address(tree.source()).toString())
                                .contains("MySQL 9.7.", "rw", "source"),
                        intermediate -> assertThat(intermediate)
                                .startsWith("└─ " + address(tree.intermediate()))
                                .contains("io Yes, sql Yes", "missing 0, errant 1 (" + drift.errantSet() + ")"),
                        leaf -> assertThat(leaf)
                                .startsWith("   └─ " + address(tree.leaf()))
                                .doesNotContain("errant"));
        assertThat(text(topology, true)).contains("\u001b[33m").isNotEqualTo(text(topology, false));
    }

    private static String text(Topology topology, boolean colours) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TopologyFormat.TREE.write(topology, List.of(), out, colours);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    @Order(8)
    void missingTransactionsAreCounted() throws Exception {
        tree.leaf().execute("STOP REPLICA SQL_THREAD");
        tree.source().execute("INSERT INTO t VALUES (10)", "INSERT INTO t VALUES (11)", "INSERT INTO t VALUES (12)");
        Replication.await(tree.intermediate(), "SELECT COUNT(*) FROM t WHERE id >= 10", "3");
        Topology topology = Discovered.from(tree.leaf());
        Link.Replication link = link(topology, tree.leaf(), tree.intermediate());
        assertThat(link.drift().missing()).isEqualTo(3);
        assertThat(link.channel().applier().state()).isEqualTo("No");
        assertThat(link.channel().secondsBehind()).isNull();
    }

    @Test
    @Order(9)
    void anErrorIsToldWithoutTheDataInIt() throws Exception {
        tree.leaf().execute("STOP REPLICA SQL_THREAD");
        tree.source().execute("INSERT INTO t VALUES (20)");
        tree.leaf().execute("SET sql_log_bin = 0", "INSERT INTO t VALUES (20)");
        tree.leaf().execute("START REPLICA SQL_THREAD");
        Topology topology = Discovered.until(
                "a duplicate stops the leaf",
                found -> link(found, tree.leaf(), tree.intermediate())
                                .channel()
                                .applier()
                                .errorNumber()
                        == 1062,
                tree.leaf());
        ReplicationChannel channel =
                link(topology, tree.leaf(), tree.intermediate()).channel();
        assertThat(channel.applier().error()).isNotEmpty().doesNotContain("'20'");
        assertThat(channel.workers()).anyMatch(worker -> worker.errorNumber() == 1062 && !worker.isRunning());
        assertThat(text(topology, false))
                .contains("sql No, lag unknown,", "error 1062: Worker ? failed executing transaction '?'");
    }

    @Test
    @Order(10)
    void theDeadStayInThePicture() throws Exception {
        tree.intermediate().kill();
        Topology topology = Discovered.until(
                "the leaf notices",
                found -> link(found, tree.leaf(), tree.intermediate())
                                .channel()
                                .receiver()
                                .errorNumber()
                        == 2003,
                tree.leaf(),
                tree.source());
        Instance dead = instance(topology, tree.intermediate());
        assertThat(dead.view()).isNull();
        assertThat(dead.failure().kind()).isEqualTo(Failure.Kind.CONNECT_REFUSED);
        assertThat(dead.serverUuid()).isNotNull();
        assertThat(dead.mentions()).anySatisfy(mention -> {
            assertThat(mention.as()).isEqualTo(Mention.As.SOURCE);
            assertThat(mention.by()).isEqualTo(address(tree.leaf()));
            assertThat(mention.state()).isEqualTo("receiver Connecting");
        });
        assertThat(link(topology, tree.leaf(), tree.intermediate()).drift()).isEqualTo(Drift.UNKNOWN);
        assertThat(text(topology, false))
                .contains("3 instances, 1 not reached", "connect refused")
                .contains("io Connecting, sql ", "error 2003: Error reconnecting to source '?'")
                .contains(address(tree.leaf()) + ": my source, receiver Connecting");
    }
}
