package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.SessionChange;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import io.hydrophone.wire.Query;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What servers tell of their sessions' state to clients that asked for it. */
class SessionTrackingTest {
    private static final long TRACKING = RawClient.PLAIN | Capability.SESSION_TRACK | Capability.DEPRECATE_EOF;

    @TempDir
    private Path directory;

    /** What changed with each statement, by its text: {@code KIND name=value}. */
    private final Map<String, List<String>> changes = new HashMap<>();

    private void note(Query query) {
        if (query.command() == Command.COM_QUERY) {
            List<String> told = new ArrayList<>();
            query.sessionChanges((kind, name, value) -> told.add(kind + " " + name + "=" + value));
            String sql = new String(query.sqlBuffer(), query.sqlOffset(), query.sqlLength(), StandardCharsets.UTF_8);
            changes.put(sql, told);
        }
    }

    @ParameterizedTest
    @EnumSource
    void variablesAndTransactionsAreTold(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Accounts.create(server);
        Ear.file(directory).hear(server.port(), this::note, () -> {
            try (RawClient client = new RawClient(server, TRACKING, Server.SCHEMA)) {
                client.query("SET SESSION session_track_transaction_info = 'CHARACTERISTICS'");
                client.query("SET SESSION session_track_system_variables = 'autocommit,sql_mode'");
                client.query("DROP TABLE IF EXISTS tracked");
                client.query("CREATE TABLE tracked (id INT) ENGINE=InnoDB");
                client.query("START TRANSACTION READ WRITE");
                client.query("INSERT INTO tracked VALUES (1)");
                client.query("COMMIT");
                client.query("SET sql_mode = 'ANSI'");
                client.query("DO 0");
            }
        });

        assertThat(changes.get("START TRANSACTION READ WRITE"))
                .contains("TRANSACTION_STATE =T_______", "TRANSACTION_CHARACTERISTICS =START TRANSACTION READ WRITE;");
        assertThat(changes.get("INSERT INTO tracked VALUES (1)")).contains("TRANSACTION_STATE =T___W___");
        assertThat(changes.get("COMMIT")).contains("TRANSACTION_STATE =________");
        assertThat(changes.get("SET sql_mode = 'ANSI'"))
                .anySatisfy(change ->
                        assertThat(change).startsWith("VARIABLE sql_mode=").contains("ANSI_QUOTES"));
        assertThat(changes.get("DO 0")).isEmpty();
    }

    @Test
    void identifiersOfTransactionsAreTold() throws Exception {
        try (Server server = ServerKind.MYSQL_9_7.start(
                "--log-bin=binlog", "--server-id=1", "--gtid-mode=ON", "--enforce-gtid-consistency=ON")) {
            Accounts.create(server);
            Ear.file(directory).hear(server.port(), this::note, () -> {
                try (RawClient client = new RawClient(server, TRACKING, Server.SCHEMA)) {
                    client.query("SET SESSION session_track_gtids = 'OWN_GTID'");
                    client.query("CREATE TABLE identified (id INT)");
                }
            });
            String uuid;
            try (RawClient client = new RawClient(server, TRACKING, Server.SCHEMA)) {
                uuid = client.value("SELECT @@server_uuid");
            }
            assertThat(changes.get("CREATE TABLE identified (id INT)"))
                    .anySatisfy(change -> assertThat(change).matches(SessionChange.GTIDS + " =" + uuid + ":[0-9]+"));
        }
    }
}
