package io.hydrophone.topology;

import static io.hydrophone.topology.Discovered.instance;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.GaleraOfThree;
import io.hydrophone.servers.Server;
import io.hydrophone.topology.Cluster.NamedBy;
import io.hydrophone.topology.instance.GaleraView;
import org.junit.jupiter.api.Test;

/** Three nodes of Galera, whole and with one that has died. */
class GaleraTest {
    @Test
    void aClusterIsFoundFromOneNode() throws Exception {
        try (GaleraOfThree galera = GaleraOfThree.start()) {
            Topology topology = Discovered.from(galera.nodes().get(1));
            assertThat(topology.instances()).hasSize(3).allSatisfy(instance -> {
                assertThat(instance.failure()).isNull();
                assertThat(instance.roles()).containsExactly(Role.GALERA_NODE);
                GaleraView view = instance.view().galera();
                assertThat(view.status()).isEqualTo("Primary");
                assertThat(view.localState()).isEqualTo("Synced");
                assertThat(view.size()).isEqualTo(3);
                assertThat(view.ready()).isTrue();
            });
            assertThat(topology.links()).hasSize(9).allMatch(Link.Galera.class::isInstance);
            assertThat(topology.clusters()).singleElement().satisfies(cluster -> {
                assertThat(cluster.name()).isEqualTo(GaleraOfThree.NAME);
                assertThat(cluster.namedBy()).isEqualTo(NamedBy.GALERA);
            });
            assertThat(topology.instances().stream()
                            .map(instance -> instance.view().galera().stateUuid())
                            .distinct())
                    .hasSize(1);

            Server dead = galera.nodes().get(2);
            dead.kill();
            Topology broken = Discovered.until(
                    "the others go on without it",
                    found -> Long.valueOf(2)
                            .equals(instance(found, galera.nodes().getFirst())
                                    .view()
                                    .galera()
                                    .size()),
                    galera.nodes().getFirst(),
                    dead);
            assertThat(instance(broken, dead).failure().kind()).isEqualTo(Failure.Kind.CONNECT_REFUSED);
            assertThat(instance(broken, galera.nodes().get(1)).roles()).containsExactly(Role.GALERA_NODE);
        }
    }
}
