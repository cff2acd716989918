package io.hydrophone.topology;

import static io.hydrophone.topology.Discovered.address;
import static io.hydrophone.topology.Discovered.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.GroupOfThree;
import io.hydrophone.servers.Server;
import io.hydrophone.topology.Cluster.NamedBy;
import io.hydrophone.topology.instance.GroupMember;
import io.hydrophone.topology.instance.GroupView;
import io.hydrophone.topology.instance.InstanceView;
import org.junit.jupiter.api.Test;

/** Group Replication of three MySQL 9.7: whole, with metadata, with a member that has died. */
class GroupReplicationTest {
    /** As MySQL Shell 8 makes them, as far as is read; Shell itself cannot be installed. */
    private static final String[] METADATA = {
        "CREATE DATABASE mysql_innodb_cluster_metadata",
        "CREATE TABLE mysql_innodb_cluster_metadata.clusters (cluster_id CHAR(36) CHARACTER SET ascii PRIMARY KEY,"
                + " cluster_name VARCHAR(63) CHARACTER SET utf8mb4 NOT NULL, description TEXT, options JSON,"
                + " attributes JSON, cluster_type ENUM('gr', 'ar') NOT NULL, primary_mode ENUM('pm', 'mm') NOT NULL,"
                + " router_options JSON)",
        "CREATE TABLE mysql_innodb_cluster_metadata.instances (instance_id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY,"
                + " cluster_id CHAR(36) CHARACTER SET ascii NOT NULL, address VARCHAR(265) CHARACTER SET ascii,"
                + " mysql_server_uuid CHAR(36) CHARACTER SET ascii NOT NULL, instance_name VARCHAR(265) NOT NULL,"
                + " addresses JSON NOT NULL, attributes JSON, description TEXT)",
        "INSERT INTO mysql_innodb_cluster_metadata.clusters (cluster_id, cluster_name, cluster_type, primary_mode)"
                + " VALUES ('c1', 'reef', 'gr', 'pm')"
    };

    @Test
    void aGroupIsSeenByEachOfItsMembers() throws Exception {
        try (GroupOfThree group = GroupOfThree.start()) {
            Topology topology = Discovered.from(group.members().get(2));
            assertThat(topology.instances()).hasSize(3).allMatch(instance -> instance.failure() == null);
            assertThat(instance(topology, group.primary()).roles()).containsExactly(Role.GROUP_PRIMARY);
            for (Server secondary : group.members().subList(1, 3)) {
                assertThat(instance(topology, secondary).roles()).containsExactly(Role.GROUP_SECONDARY);
                assertThat(instance(topology, secondary).view().settings().isWritable())
                        .isFalse();
            }
            assertThat(topology.replication()).isEmpty();
            assertThat(topology.links())
                    .hasSize(9)
                    .allMatch(link ->
                            link instanceof Link.Group seen && seen.state().equals("ONLINE"));
            assertThat(topology.clusters())
                    .containsExactly(new Cluster(
                            GroupOfThree.NAME,
                            NamedBy.GROUP,
                            topology.instances().stream().map(Instance::address).toList()));
            InstanceView view = instance(topology, group.primary()).view();
            assertThat(view.problems()).isEmpty();
            GroupView seen = view.group();
            assertThat(seen.singlePrimary()).isTrue();
            assertThat(seen.members()).allSatisfy(member -> {
                assertThat(member.stats().viewId()).isNotEmpty();
                assertThat(member.stats().inQueue()).isNotNull();
                assertThat(member.version()).startsWith("9.");
            });

            metadata(group);
            Topology named = Discovered.from(group.primary());
            assertThat(named.clusters().getFirst().name()).isEqualTo("reef");
            assertThat(named.clusters().getFirst().namedBy()).isEqualTo(NamedBy.INNODB_CLUSTER);

            Server dead = group.members().get(1);
            dead.kill();
            Topology broken = Discovered.until(
                    "the others expel it",
                    found -> instance(found, group.primary()).view().group().members().stream()
                                    .filter(GroupMember::isOnline)
                                    .count()
                            == 2,
                    group.primary());
            // It has left the group; the metadata still has it.
            Instance gone = instance(broken, dead);
            assertThat(gone.failure().kind()).isEqualTo(Failure.Kind.CONNECT_REFUSED);
            assertThat(gone.mentions())
                    .anyMatch(mention -> mention.as() == Mention.As.CLUSTER_INSTANCE
                            && mention.by().equals(address(group.primary())));
        }
    }

    private static void metadata(GroupOfThree group) throws Exception {
        group.primary().execute(METADATA);
        for (Server member : group.members()) {
            String address = address(member).toString();
            group.primary()
                    .execute("INSERT INTO mysql_innodb_cluster_metadata.instances"
                            + " (cluster_id, address, mysql_server_uuid, instance_name, addresses) VALUES ('c1', '"
                            + address + "', '" + member.value("SELECT @@server_uuid") + "', '" + address + "', '{}')");
        }
    }
}
