package io.hydrophone.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.Password;
import io.hydrophone.client.ServerFailure;
import io.hydrophone.client.reading.InnodbReadings;
import io.hydrophone.client.reading.PerformanceReadings;
import io.hydrophone.client.reading.ReadableServer;
import io.hydrophone.client.reading.Reading;
import io.hydrophone.client.reading.ReplicationReadings;
import io.hydrophone.client.reading.SchemaReadings;
import io.hydrophone.client.reading.SessionReadings;
import io.hydrophone.client.reading.Snapshot;
import io.hydrophone.client.reading.StatusReadings;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each server understands what is asked of its version. */
class ReadingsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static ReadableServer of(Server server) {
        return new ReadableServer(
                MySqlUrl.parse("mysql://" + Server.USER + "@" + Server.HOST + ":" + server.port() + "/?tls=disabled")
                        .orPassword(Password.of(Server.PASSWORD)));
    }

    private static Snapshot read(ReadableServer server, Reading reading) throws Exception {
        return server.latest(reading, Duration.ZERO, PATIENCE);
    }

    @ParameterizedTest
    @EnumSource
    void statusAndVariablesArePairs(ServerKind kind) throws Exception {
        try (ReadableServer server = of(kind.shared())) {
            Map<String, String> status =
                    read(server, StatusReadings.GLOBAL_STATUS).pairs();
            assertThat(status.keySet()).hasSizeGreaterThan(300).contains("uptime", "com_select", "threads_running");
            Map<String, String> variables =
                    read(server, StatusReadings.GLOBAL_VARIABLES).pairs();
            assertThat(variables.keySet()).hasSizeGreaterThan(300);
            assertThat(variables.get("port"))
                    .isEqualTo(Integer.toString(server.url().port()));
        }
    }

    /** What is not offered is not asked; whatever is asked is understood. */
    @ParameterizedTest
    @EnumSource
    void everyReadingIsUnderstood(ServerKind kind) throws Exception {
        List<Reading> readings = all();
        assertThat(readings).hasSizeGreaterThan(30);
        try (ReadableServer server = of(kind.shared())) {
            StringBuilder told = new StringBuilder();
            for (Reading reading : readings) {
                try {
                    Snapshot snapshot = read(server, reading);
                    told.append(snapshot.isOffered() ? "" : reading + " ");
                } catch (ServerFailure e) {
                    assertThat(e).as(reading.name()).isNull();
                }
            }
            assertThat(server.logins()).isEqualTo(1);
        }
    }

    private static List<Reading> all() throws IllegalAccessException {
        List<Reading> all = new ArrayList<>(List.of(
                PerformanceReadings.statements(250, Duration.ofDays(1), 120),
                PerformanceReadings.files("ibd$"),
                SchemaReadings.tables(List.of()),
                SchemaReadings.tables(List.of(Server.SCHEMA, "it's")),
                SessionReadings.states(0)));
        for (Class<?> subject : List.of(
                StatusReadings.class,
                ReplicationReadings.class,
                InnodbReadings.class,
                SchemaReadings.class,
                SessionReadings.class,
                PerformanceReadings.class)) {
            for (Field field : subject.getFields()) {
                all.add((Reading) field.get(null));
            }
        }
        return all;
    }

    @ParameterizedTest
    @EnumSource
    void innodbTellsItsStatusAsText(ServerKind kind) throws Exception {
        try (ReadableServer server = of(kind.shared())) {
            Snapshot snapshot = read(server, InnodbReadings.STATUS_TEXT);
            assertThat(snapshot.rows()).hasSize(1);
            assertThat(snapshot.rows().getFirst().text("status")).contains("LOG", "BUFFER POOL AND MEMORY");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereNothingIsReplicatedThereAreNoRows(ServerKind kind) throws Exception {
        try (ReadableServer server = of(kind.shared())) {
            Snapshot replica = read(server, ReplicationReadings.REPLICA_STATUS);
            assertThat(replica.isOffered()).isTrue();
            assertThat(replica.rows()).isEmpty();
            assertThat(read(server, ReplicationReadings.BINARY_LOGS).isOffered())
                    .isFalse();
        }
    }
}
