package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import io.hydrophone.wire.source.Mechanism;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is decoded of a sysbench run and what the server itself counted of it agree to the query. */
@Tag("alone")
class SysbenchCountsTest {
    @TempDir
    private Path directory;

    private final SysbenchCounts counts = new SysbenchCounts();

    @ParameterizedTest
    @EnumSource
    void preparedStatementsAreCountedAsTheServerCountsThem(ServerKind kind) throws Exception {
        assertPrepared(kind, Ear.file(directory));
    }

    @ParameterizedTest
    @EnumSource
    void textStatementsAreCountedAsTheServerCountsThem(ServerKind kind) throws Exception {
        assertText(kind, Ear.file(directory));
    }

    @ParameterizedTest
    @EnumSource(names = {"AF_PACKET", "LIBPCAP"})
    void whatIsHeardLiveIsCountedAsTheServerCountsIt(Mechanism mechanism) throws Exception {
        assertPrepared(ServerKind.MARIADB_11_4, Ear.live(mechanism));
    }

    @ParameterizedTest
    @EnumSource(names = {"AF_PACKET", "LIBPCAP"})
    void textThatIsHeardLiveIsCountedAsTheServerCountsIt(Mechanism mechanism) throws Exception {
        assertText(ServerKind.MARIADB_11_4, Ear.live(mechanism));
    }

    @Test
    void whatTwoWorkersHearTogetherIsCountedAsTheServerCountsIt() throws Exception {
        assertPrepared(ServerKind.MARIADB_11_4, Ear.workers(2));
        assertThat(counts.sessions()).isEqualTo(3);
    }

    private void assertPrepared(ServerKind kind, Ear ear) throws Exception {
        Map<String, Long> counted = new SysbenchRun(kind.shared(), "auto", 3).hear(ear, counts);

        counts.assertPrepared(counted);
        counts.assertKinds(counted);
    }

    private void assertText(ServerKind kind, Ear ear) throws Exception {
        Server server = kind.shared();
        Map<String, Long> counted = new SysbenchRun(server, "disable", 1).hear(ear, counts);

        counts.assertKinds(counted);
        counts.assertDigests(server);
    }
}
