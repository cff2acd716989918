package io.hydrophone.topology;

import static io.hydrophone.topology.Discovered.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.ReplicationTree;
import io.hydrophone.servers.Server;
import io.hydrophone.topology.diagnosis.Code;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The middle of a chain dies, and then its end. */
class DiagnosisOfChainTest {
    @Test
    void whatWasBelowADeadIntermediateSourceFollowsTheOneAbove() throws Exception {
        // Sources forget the dead at the next heartbeat that fails: at half of this.
        try (ReplicationTree tree = ReplicationTree.start("--replica-net-timeout=4")) {
            Server[] all = {tree.source(), tree.intermediate(), tree.leaf()};
            tree.intermediate().kill();
            Diagnosed dead =
                    Diagnosed.until(List.of(Code.DEAD_INTERMEDIATE_MASTER_WITH_SINGLE_REPLICA_FAILING_TO_CONNECT), all);
            assertThat(dead.explained()).contains(Code.REPLICA_RECEIVER_FAILING);
            assertThat(dead.text()).contains("it followed " + address(tree.source()));
            dead.followAdvice(Code.DEAD_INTERMEDIATE_MASTER_WITH_SINGLE_REPLICA_FAILING_TO_CONNECT, all);
            Diagnosed repointed = Diagnosed.until(List.of(Code.DEAD_REPLICA), all);
            assertThat(repointed.cause().instance()).isEqualTo(address(tree.intermediate()));

            tree.leaf().kill();
            Diagnosed gone = Diagnosed.until(List.of(Code.DEAD_REPLICA, Code.DEAD_REPLICA), all);
            assertThat(gone.text()).doesNotContain("critical");
        }
    }
}
