package io.hydrophone.topology;

import static io.hydrophone.topology.Discovered.instance;
import static io.hydrophone.topology.Discovered.link;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.Replication;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import io.hydrophone.topology.instance.InstanceView;
import io.hydrophone.topology.instance.Transactions;
import org.junit.jupiter.api.Test;

/** Two co-sources of MariaDB, and one that follows both: by names, in two domains. */
class MariaDbTest {
    private static Server start(int id) {
        return ServerKind.MARIADB_10_11.start(
                "--server-id=" + id,
                "--log-bin=binlog",
                "--log-slave-updates=ON",
                "--gtid-domain-id=" + id,
                // What comes from both sources is applied once.
                "--gtid-ignore-duplicates=ON",
                "--report-host=" + Server.HOST);
    }

    @Test
    void coSourcesAndOneThatFollowsBoth() throws Exception {
        try (Server one = start(1);
                Server two = start(2);
                Server both = start(3)) {
            Replication.follow(two, one, "");
            Replication.follow(one, two, "");
            Replication.follow(both, one, "east");
            Replication.follow(both, two, "west");
            one.execute("CREATE TABLE t (id INT PRIMARY KEY)", "INSERT INTO t VALUES (1)");
            Replication.await(two, "SELECT COUNT(*) FROM t", "1");
            two.execute("INSERT INTO t VALUES (2)");
            Replication.await(one, "SELECT COUNT(*) FROM t", "2");
            Replication.await(both, "SELECT COUNT(*) FROM t", "2");

            Topology topology = Discovered.from(one);
            assertThat(topology.instances()).hasSize(3).allMatch(instance -> instance.failure() == null);
            assertThat(instance(topology, one).roles()).containsExactly(Role.CO_SOURCE);
            assertThat(instance(topology, two).roles()).containsExactly(Role.CO_SOURCE);
            assertThat(instance(topology, both).roles()).containsExactly(Role.REPLICA);
            assertThat(link(topology, one, two).drift()).isEqualTo(new Drift(0L, 0L, ""));
            assertThat(topology.replication()).hasSize(4).allSatisfy(link -> {
                assertThat(link.channel().receiver().isRunning()).isTrue();
                assertThat(link.channel().applier().isRunning()).isTrue();
            });
            assertThat(link(topology, both, one).channel().name()).isEqualTo("east");
            assertThat(link(topology, both, two).channel().name()).isEqualTo("west");
            assertThat(link(topology, both, two).drift()).isEqualTo(new Drift(0L, 0L, ""));
            InstanceView view = instance(topology, both).view();
            assertThat(view.problems()).isEmpty();
            assertThat(view.identity().key()).isEqualTo("3@" + both.value("SELECT @@hostname") + ":" + both.port());
            assertThat(((Transactions.MariaDb) view.transactions()).current().toString())
                    .isEqualTo(both.value("SELECT @@gtid_current_pos"));
            assertThat(view.settings().gtidDomain()).isEqualTo(3);
            assertThat(view.galera()).isNull();

            both.execute("CREATE TABLE errant (id INT)", "STOP ALL SLAVES");
            one.execute("INSERT INTO t VALUES (3)", "INSERT INTO t VALUES (4)");
            Replication.await(two, "SELECT COUNT(*) FROM t", "4");
            // Whoever does not read is not in its sources' lists.
            Topology behind = Discovered.from(two, both);
            Drift drift = link(behind, both, one).drift();
            assertThat(drift.missing()).isEqualTo(2);
            assertThat(drift.errant()).isEqualTo(1);
            assertThat(drift.errantSet()).isEqualTo("3-3-1");
            assertThat(link(behind, both, one).channel().receiver().state()).isEqualTo("No");
        }
    }
}
