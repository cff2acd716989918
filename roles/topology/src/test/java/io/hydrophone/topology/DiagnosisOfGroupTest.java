package io.hydrophone.topology;

import static io.hydrophone.topology.Discovered.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.GaleraOfThree;
import io.hydrophone.servers.GroupOfThree;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.Tool;
import io.hydrophone.topology.diagnosis.Code;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Group Replication and Galera: whole, with a member that left, without a majority. */
class DiagnosisOfGroupTest {
    private static void signal(String name, List<Server> servers) {
        servers.forEach(server ->
                Tool.of("kill", name, Long.toString(server.processId())).output());
    }

    @Test
    void aGroupWithoutAMajorityIsOneFinding() throws Exception {
        try (GroupOfThree group = GroupOfThree.start()) {
            Server[] all = group.members().toArray(Server[]::new);
            Diagnosed.until(List.of(), all);

            all[2].execute("STOP GROUP_REPLICATION");
            Diagnosed left = Diagnosed.until(List.of(Code.GROUP_MEMBER_NOT_ONLINE), all);
            assertThat(left.cause().instance()).isEqualTo(address(all[2]));
            left.followAdvice(Code.GROUP_MEMBER_NOT_ONLINE, all);
            Diagnosed.until(List.of(), all);

            List<Server> stopped = group.members().subList(1, 3);
            signal("-STOP", stopped);
            try {
                Diagnosed lost = Diagnosed.until(List.of(Code.GROUP_MAJORITY_LOST), all);
                assertThat(lost.cause().instance()).isEqualTo(address(all[0]));
                assertThat(lost.explained()).contains(Code.GROUP_MEMBER_UNREACHABLE, Code.HUNG_INSTANCE);
                assertThat(lost.text()).contains(address(all[1]) + " UNREACHABLE");
            } finally {
                signal("-CONT", stopped);
            }
        }
    }

    @Test
    void galeraThatIsNotPrimaryIsOneFinding() throws Exception {
        try (GaleraOfThree galera = GaleraOfThree.start()) {
            Server[] all = galera.nodes().toArray(Server[]::new);
            Diagnosed.until(List.of(), all);
            List<Server> stopped = galera.nodes().subList(1, 3);
            signal("-STOP", stopped);
            try {
                Diagnosed lost = Diagnosed.until(List.of(Code.GALERA_NON_PRIMARY), all);
                assertThat(lost.cause().instance()).isEqualTo(address(all[0]));
                assertThat(lost.text()).contains("I am non-Primary of 1");
            } finally {
                signal("-CONT", stopped);
            }
        }
    }
}
