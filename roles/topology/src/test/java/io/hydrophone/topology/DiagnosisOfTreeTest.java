package io.hydrophone.topology;

import static io.hydrophone.topology.Discovered.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.Replication;
import io.hydrophone.servers.ReplicationTree;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.Tool;
import io.hydrophone.topology.diagnosis.Code;
import io.hydrophone.topology.diagnosis.Severity;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** What goes wrong in a tree of MySQL 9.7, one thing after another; what cannot be mended comes last. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DiagnosisOfTreeTest {
    private static final List<Code> NOTHING = List.of();

    private static ReplicationTree tree;
    private static Server[] all;

    @BeforeAll
    static void start() throws Exception {
        tree = ReplicationTree.start("--replica-net-timeout=4");
        all = new Server[] {tree.source(), tree.intermediate(), tree.leaf()};
    }

    @AfterAll
    static void stop() {
        if (tree != null) {
            tree.close();
        }
    }

    @Test
    @Order(1)
    void nothingIsFoundWhereNothingIsWrong() throws Exception {
        Diagnosed healthy = Diagnosed.until(NOTHING, all);
        assertThat(healthy.text()).doesNotContain("critical", "warning", "notice");
    }

    @Test
    @Order(2)
    void anErrantTransactionIsFilledAtTheSource() throws Exception {
        tree.leaf().execute("CREATE TABLE errant (id INT)");
        Diagnosed errant = Diagnosed.until(List.of(Code.ERRANT_GTID), all);
        assertThat(errant.cause().instance()).isEqualTo(address(tree.leaf()));
        assertThat(errant.cause().advice().getFirst().on()).isEqualTo(address(tree.source()));
        errant.followAdvice(Code.ERRANT_GTID, all);
        Diagnosed.until(NOTHING, all);
    }

    @Test
    @Order(3)
    void aDuplicateKeyStopsTheApplierUntilItsTransactionIsLeftOut() throws Exception {
        tree.leaf().execute("SET sql_log_bin = 0", "INSERT INTO t VALUES (20)");
        tree.source().execute("INSERT INTO t VALUES (20)");
        Diagnosed stopped = Diagnosed.until(List.of(Code.REPLICA_APPLIER_STOPPED), all);
        assertThat(stopped.cause().instance()).isEqualTo(address(tree.leaf()));
        assertThat(stopped.explained()).containsExactly(Code.ALL_INTERMEDIATE_MASTER_REPLICAS_NOT_REPLICATING);
        assertThat(stopped.cause().evidence().getFirst().says()).contains("receiver Yes, applier No (error 1062)");
        stopped.followAdvice(Code.REPLICA_APPLIER_STOPPED, all);
        Diagnosed.until(NOTHING, all);
        tree.source().execute("INSERT INTO t VALUES (21)");
        Replication.await(tree.leaf(), "SELECT COUNT(*) FROM t WHERE id = 21", "1");
    }

    @Test
    @Order(4)
    void aClusterThatNobodyMayWriteToIsOpenedAtItsSource() throws Exception {
        for (Server server : all) {
            server.execute("SET GLOBAL super_read_only = ON");
        }
        Diagnosed closed = Diagnosed.until(List.of(Code.NO_WRITEABLE_MASTER), all);
        assertThat(closed.cause().severity()).isEqualTo(Severity.CRITICAL);
        closed.followAdvice(Code.NO_WRITEABLE_MASTER, all);
        Diagnosed.until(NOTHING, all);
        tree.source().execute("INSERT INTO t VALUES (30)");
        for (Server server : List.of(tree.intermediate(), tree.leaf())) {
            server.execute("SET GLOBAL super_read_only = OFF", "SET GLOBAL read_only = OFF");
        }
    }

    @Test
    @Order(5)
    void aRefusedReceiverIsNotADeadSource() throws Exception {
        change(tree.leaf(), "SOURCE_PASSWORD='no fathoms'");
        Diagnosed refused = Diagnosed.until(List.of(Code.REPLICA_RECEIVER_FAILING), all);
        assertThat(refused.cause().evidence().getFirst().says()).contains("(error 1045)");
        assertThat(refused.text()).contains("CHANGE REPLICATION SOURCE TO SOURCE_USER='CHANGE ME'");
        change(tree.leaf(), "SOURCE_PASSWORD='" + Server.PASSWORD + "'");
        Diagnosed.until(NOTHING, all);
    }

    private static void change(Server replica, String option) throws SQLException {
        replica.execute("STOP REPLICA", "CHANGE REPLICATION SOURCE TO " + option, "START REPLICA");
    }

    @Test
    @Order(6)
    void aServerThatIsFullLives() throws Exception {
        tree.source().execute("SET GLOBAL max_connections = 10");
        List<Connection> connections = new ArrayList<>();
        try {
            while (connections.size() < 20) {
                connections.add(tree.source().connect());
            }
            throw new AssertionError("20 connections where 10 are allowed");
        } catch (SQLException full) {
            Diagnosed diagnosed = Diagnosed.until(List.of(Code.TOO_MANY_CONNECTIONS), all);
            assertThat(diagnosed.cause().instance()).isEqualTo(address(tree.source()));
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
        Replication.await(tree.source(), "SELECT 1", "1");
        tree.source().execute("SET GLOBAL max_connections = 100");
        Diagnosed.until(NOTHING, all);
    }

    @Test
    @Order(7)
    void allReplicasStoppedIsOneFindingWithTheAdviceOfEach() throws Exception {
        change(tree.leaf(), "SOURCE_PORT=" + tree.source().port());
        Diagnosed.until(NOTHING, all);
        tree.intermediate().execute("STOP REPLICA");
        tree.leaf().execute("STOP REPLICA");
        Diagnosed stopped = Diagnosed.until(List.of(Code.ALL_MASTER_REPLICAS_NOT_REPLICATING), all);
        assertThat(stopped.explained()).containsExactly(Code.REPLICA_STOPPED, Code.REPLICA_STOPPED);
        stopped.followAdvice(Code.ALL_MASTER_REPLICAS_NOT_REPLICATING, all);
        Diagnosed.until(NOTHING, all);
    }

    @Test
    @Order(8)
    void aHungSourceTakesConnectionsAndIsNotCalledDeadWhileReplicasRead() throws Exception {
        String id = Long.toString(tree.source().processId());
        Tool.of("kill", "-STOP", id).output();
        try {
            Diagnosed hung = Diagnosed.now(all);
            assertThat(hung.cause().code()).isIn(Code.HUNG_INSTANCE, Code.DEAD_MASTER);
            assertThat(hung.text()).contains("takes connections and does not answer");
            // Until their receivers give up, and then for as long as it hangs.
            Diagnosed dead = Diagnosed.until(List.of(Code.DEAD_MASTER), all);
            assertThat(dead.explained()).contains(Code.HUNG_INSTANCE);
            assertThat(dead.text()).contains("takes connections and does not answer");
        } finally {
            Tool.of("kill", "-CONT", id).output();
        }
        Diagnosed.until(NOTHING, all);
    }

    @Test
    @Order(9)
    void twoThatMayBeWrittenToAndHaveOneHistoryAreFound() throws Exception {
        tree.leaf().execute("STOP REPLICA", "RESET REPLICA ALL", "INSERT INTO t VALUES (41)");
        tree.source().execute("INSERT INTO t VALUES (42)");
        Diagnosed two = Diagnosed.until(List.of(Code.TWO_WRITEABLE_MASTERS), all);
        assertThat(two.text())
                .contains("has 1 transactions that " + address(tree.leaf()) + " has not")
                .contains("has 1 transactions that " + address(tree.source()) + " has not");
        two.followAdvice(Code.TWO_WRITEABLE_MASTERS, all);
        assertThat(tree.leaf().value("SELECT @@super_read_only")).isEqualTo("1");
        Replication.follow(tree.leaf(), tree.source(), "");
        Replication.await(tree.leaf(), "SELECT COUNT(*) FROM t WHERE id = 42", "1");
    }

    @Test
    @Order(10)
    void aKilledSourceIsDead() throws Exception {
        tree.source().kill();
        Diagnosed dead = Diagnosed.until(List.of(Code.DEAD_MASTER), all);
        assertThat(dead.cause().instance()).isEqualTo(address(tree.source()));
        assertThat(dead.explained()).containsExactly(Code.REPLICA_RECEIVER_FAILING, Code.REPLICA_RECEIVER_FAILING);
        assertThat(dead.text())
                .contains("connect refused", "receiver Connecting (error 20")
                .contains("promote this one", "RESET REPLICA ALL;");
    }

    @Test
    @Order(11)
    void aReplicaThatIsGoneWithItIsCounted() throws Exception {
        tree.leaf().kill();
        Diagnosed dead = Diagnosed.until(List.of(Code.DEAD_MASTER_AND_SOME_REPLICAS), all);
        assertThat(dead.explained()).contains(Code.DEAD_REPLICA);
    }

    @Test
    @Order(12)
    void aClusterThatIsGoneIsOneFinding() throws Exception {
        tree.intermediate().kill();
        Diagnosed dead = Diagnosed.until(List.of(Code.DEAD_MASTER_AND_REPLICAS), all);
        assertThat(dead.cause().others()).hasSize(2);
    }
}
