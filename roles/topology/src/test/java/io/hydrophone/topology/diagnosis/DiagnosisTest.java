package io.hydrophone.topology.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.client.ServerVersion;
import io.hydrophone.core.Problem;
import io.hydrophone.topology.Address;
import io.hydrophone.topology.Cluster;
import io.hydrophone.topology.Cluster.NamedBy;
import io.hydrophone.topology.Drift;
import io.hydrophone.topology.Failure;
import io.hydrophone.topology.Instance;
import io.hydrophone.topology.Link;
import io.hydrophone.topology.Role;
import io.hydrophone.topology.Topology;
import io.hydrophone.topology.instance.GroupMember;
import io.hydrophone.topology.instance.GroupView;
import io.hydrophone.topology.instance.Identity;
import io.hydrophone.topology.instance.InstanceView;
import io.hydrophone.topology.instance.ReplicationChannel;
import io.hydrophone.topology.instance.ReplicationThread;
import io.hydrophone.topology.instance.SemiSync;
import io.hydrophone.topology.instance.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Views put together by hand: of what no server here can be brought into quickly. The rest is tested on real servers. */
class DiagnosisTest {
    private static final Address A = new Address("a", 3306);
    private static final Address B = new Address("b", 3306);
    private static final Address C = new Address("c", 3306);

    private static Topology topology(List<Link> links, Instance... instances) {
        return new Topology(
                Instant.EPOCH,
                List.of(instances),
                links,
                List.of(new Cluster(
                        "reef",
                        NamedBy.CONFIGURATION,
                        Arrays.stream(instances).map(Instance::address).toList())),
                false);
    }

    private static Instance silent(Address address, Failure.Kind kind, Role... roles) {
        return new Instance(
                address,
                List.of(),
                null,
                null,
                new Failure(kind, new Problem("x", "x", "", ""), false),
                List.of(),
                Set.of(roles));
    }

    private static Instance told(Address address, SemiSync semiSync, GroupView group, Role... roles) {
        Identity identity = new Identity(
                address.host(), address.host(), 1, "h", null, 3306, 3306, ServerVersion.parse("8.0.36", ""));
        InstanceView view = new InstanceView(
                identity,
                new Settings(false, false, false, true, "ROW", true, "ON", null),
                null,
                null,
                List.of(),
                List.of(),
                semiSync,
                group,
                null,
                null,
                List.of(),
                Instant.EPOCH);
        return new Instance(address, List.of(), address.host(), view, null, List.of(), Set.of(roles));
    }

    private static Link follows(Address replica, Address source, String receiver, Long behind) {
        ReplicationChannel channel = new ReplicationChannel(
                "",
                source.host(),
                source.port(),
                null,
                null,
                new ReplicationThread(receiver, "", receiver.equals("Yes") ? 0 : 2003, ""),
                new ReplicationThread("Yes", "", 0, ""),
                behind,
                null,
                "",
                null,
                "",
                null,
                null,
                null,
                null,
                true,
                0L,
                List.of());
        return new Link.Replication(replica, source, channel, new Drift(null, null, null));
    }

    private static List<Code> codes(Topology topology) {
        return Diagnosis.of(topology).stream().map(Finding::code).toList();
    }

    @Test
    void aSourceThatOnlyWeDoNotReachIsNotDead() {
        Instance source = silent(A, Failure.Kind.NO_ROUTE, Role.SOURCE);
        Finding found = Diagnosis.of(topology(
                        List.of(follows(B, A, "Yes", 0L), follows(C, A, "Connecting", null)),
                        source,
                        told(B, null, null, Role.REPLICA),
                        told(C, null, null, Role.REPLICA)))
                .getFirst();
        assertThat(found.code()).isEqualTo(Code.UNREACHABLE_MASTER);
        assertThat(found.severity()).isEqualTo(Severity.WARNING);
        assertThat(found.explains()).containsExactly(new Finding.Named(Code.REPLICA_RECEIVER_FAILING, C, List.of(A)));
        assertThat(codes(topology(List.of(follows(B, A, "Yes", 90L)), source, told(B, null, null, Role.REPLICA))))
                .containsExactly(Code.UNREACHABLE_MASTER_WITH_LAGGING_REPLICAS, Code.LAGGING_REPLICA);
    }

    @Test
    void aReceiverThatHasGivenUpIsToBeStarted() {
        Finding failing = Diagnosis.of(topology(
                        List.of(follows(B, A, "No", null)),
                        told(A, null, null, Role.SOURCE),
                        told(B, null, null, Role.REPLICA)))
                .getFirst();
        assertThat(failing.code()).isEqualTo(Code.REPLICA_RECEIVER_FAILING);
        assertThat(failing.explains())
                .containsExactly(new Finding.Named(Code.MASTER_SINGLE_REPLICA_NOT_REPLICATING, A, List.of(B)));
        assertThat(failing.advice().getFirst().lines()).containsExactly("START REPLICA");
    }

    @Test
    void troubleWithAnotherSourceIsNotExplainedByADeadOne() {
        assertThat(Diagnosis.of(topology(
                                List.of(follows(C, A, "Connecting", null), follows(C, B, "Connecting", null)),
                                silent(A, Failure.Kind.CONNECT_REFUSED, Role.SOURCE),
                                told(B, null, null, Role.SOURCE),
                                told(C, null, null, Role.REPLICA)))
                        .getFirst()
                        .explains())
                .containsExactly(new Finding.Named(Code.REPLICA_RECEIVER_FAILING, C, List.of(A)));
    }

    @Test
    void aDeadCoSourceIsCalledSo() {
        Link heard = new Link.Replication(A, B, null, new Drift(null, null, null));
        assertThat(codes(topology(
                        List.of(heard, follows(B, A, "Connecting", null)),
                        silent(A, Failure.Kind.CONNECT_REFUSED, Role.CO_SOURCE),
                        told(B, null, null, Role.CO_SOURCE))))
                .startsWith(Code.DEAD_CO_MASTER);
    }

    @Test
    void whoWasNotAskedIsNotJudged() {
        assertThat(codes(topology(
                        List.of(follows(B, A, "Yes", 0L)),
                        silent(A, Failure.Kind.NOT_ASKED, Role.SOURCE),
                        told(B, null, null, Role.REPLICA))))
                .isEmpty();
    }

    @Test
    void aSourceThatWaitsForWhoDoesNotAcknowledgeMayBeLocked() {
        Finding locked = Diagnosis.of(topology(
                        List.of(follows(B, A, "Yes", 0L)),
                        told(A, new SemiSync(true, true, 0L, 1L, 1_000_000_000L, null, null, false), null, Role.SOURCE),
                        told(B, null, null, Role.REPLICA)))
                .getFirst();
        assertThat(locked.code()).isEqualTo(Code.LOCKED_SEMI_SYNC_MASTER_HYPOTHESIS);
        assertThat(locked.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(locked.advice().getFirst().lines()).containsExactly("SET GLOBAL rpl_semi_sync_master_enabled = OFF");
    }

    @Test
    void aMemberThatIsCutOffCallsItselfOnlineAndIsInTheMinority() {
        List<Link> none = new ArrayList<>();
        assertThat(codes(topology(
                        none,
                        told(A, null, seen("ONLINE", "ONLINE", "UNREACHABLE"), Role.GROUP_PRIMARY),
                        told(B, null, seen("ONLINE", "ONLINE", "UNREACHABLE"), Role.GROUP_SECONDARY),
                        told(C, null, seen("UNREACHABLE", "UNREACHABLE", "ONLINE"), Role.GROUP_SECONDARY))))
                .containsExactly(Code.GROUP_MEMBER_IN_MINORITY);
    }

    private static GroupView seen(String a, String b, String c) {
        return new GroupView("g", true, List.of(member(A, a), member(B, b), member(C, c)));
    }

    private static GroupMember member(Address address, String state) {
        return new GroupMember(
                address.host(),
                address.host(),
                3306,
                state,
                address.equals(A) ? "PRIMARY" : "SECONDARY",
                "8.0.36",
                null);
    }
}
