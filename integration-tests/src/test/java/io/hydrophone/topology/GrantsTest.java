package io.hydrophone.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.Password;
import io.hydrophone.client.grants.Purpose;
import io.hydrophone.client.reading.InnodbReadings;
import io.hydrophone.client.reading.PerformanceReadings;
import io.hydrophone.client.reading.ReadableServer;
import io.hydrophone.client.reading.ReadableServers;
import io.hydrophone.client.reading.Reading;
import io.hydrophone.client.reading.ReplicationReadings;
import io.hydrophone.client.reading.SessionReadings;
import io.hydrophone.client.reading.Snapshot;
import io.hydrophone.client.reading.StatusReadings;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import io.hydrophone.topology.instance.InstanceView;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Accounts as printed: each version takes the statements, and the job is done with them. */
class GrantsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static InstanceView discovered(Server server, LeastAccount account) throws InterruptedException {
        Login login = new Login(account.user(), Password.of(LeastAccount.PASSWORD), null, null);
        try (ReadableServers servers = new ReadableServers()) {
            Topology topology = new Discovery(servers, DiscoverySettings.USUAL.withDeadline(PATIENCE))
                    .discover(List.of(new Address(Server.HOST, server.port())), List.of(), login);
            Instance instance = topology.instances().getFirst();
            assertThat(instance.failure()).isNull();
            return instance.view();
        }
    }

    private static Snapshot read(Server server, LeastAccount account, Reading reading) throws Exception {
        MySqlUrl url =
                MySqlUrl.of(account.user(), Password.of(LeastAccount.PASSWORD), Server.HOST, server.port(), null, null);
        try (ReadableServer asked = new ReadableServer(url)) {
            return asked.latest(reading, Duration.ZERO, PATIENCE);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTopologyIsReadToTheLast(ServerKind kind) throws Exception {
        LeastAccount account = LeastAccount.create(kind.shared(), Purpose.TOPOLOGY, statement -> true);
        InstanceView view = discovered(kind.shared(), account);
        assertThat(view.problems()).isEmpty();
        assertThat(view.channels()).isEmpty();
        assertThat(view.replicas()).isEmpty();
        assertThat(view.transactions()).isNotNull();
    }

    /** The one privilege that permits more than it is for. */
    @ParameterizedTest
    @EnumSource
    void withoutTheListOfReplicasTheRestIsRead(ServerKind kind) throws Exception {
        LeastAccount account = LeastAccount.create(
                kind.shared(), Purpose.TOPOLOGY, statement -> !statement.why().startsWith("SHOW "));
        InstanceView view = discovered(kind.shared(), account);
        assertThat(view.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code()).isEqualTo("no-privilege");
            assertThat(problem.message()).contains("list of replicas");
        });
        assertThat(view.channels()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void anAgentReadsWhatItMeasures(ServerKind kind) throws Exception {
        LeastAccount account = LeastAccount.create(kind.shared(), Purpose.AGENT, statement -> true);
        for (Reading reading : List.of(
                StatusReadings.GLOBAL_STATUS,
                StatusReadings.GLOBAL_VARIABLES,
                InnodbReadings.STATUS_TEXT,
                InnodbReadings.METRICS,
                ReplicationReadings.REPLICA_STATUS,
                ReplicationReadings.GROUP_MEMBERS,
                ReplicationReadings.APPLIER_LAG,
                PerformanceReadings.FILE_EVENTS,
                PerformanceReadings.STATEMENT_SUMS)) {
            assertThat(read(kind.shared(), account, reading).leftOut())
                    .as(reading.name())
                    .isZero();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProbeSeesOthersSessions(ServerKind kind) throws Exception {
        LeastAccount account = LeastAccount.create(kind.shared(), Purpose.PROBE, statement -> true);
        try (Connection other = kind.shared().connect()) {
            assertThat(other.isValid(1)).isTrue();
            assertThat(read(kind.shared(), account, SessionReadings.states(0)).rows())
                    .anyMatch(row -> row.textOrEmpty("user").equals(Server.USER));
            assertThat(read(kind.shared(), account, PerformanceReadings.STATEMENT_SUMS)
                            .isOffered())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aReplayChangesItsDatabaseAlone(ServerKind kind) throws Exception {
        kind.shared().execute("CREATE TABLE IF NOT EXISTS least (id INT)");
        LeastAccount account = LeastAccount.create(kind.shared(), Purpose.REPLAY, statement -> true);
        try (Connection connection =
                        DriverManager.getConnection(kind.shared().url(), account.user(), LeastAccount.PASSWORD);
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO least VALUES (1)");
            statement.execute("CREATE TEMPORARY TABLE own (id INT)");
            assertThatThrownBy(() -> statement.execute("SELECT * FROM mysql.user"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("denied");
        } finally {
            kind.shared().execute("DROP TABLE least");
        }
    }
}
