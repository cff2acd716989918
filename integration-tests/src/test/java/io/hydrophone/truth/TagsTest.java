package io.hydrophone.truth;

import static io.hydrophone.truth.RawClient.bytes;
import static io.hydrophone.truth.RawClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Source;
import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.DigestTable;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.TagRanking;
import io.hydrophone.digest.summary.TagShare;
import io.hydrophone.digest.tag.TagOptions;
import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.Command;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What applications say of themselves beside their statements, through a driver, a client, and the bare protocol. */
class TagsTest {
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    @TempDir
    private Path directory;

    private final DigestTable table =
            new DigestTable(Source.WIRE, DigestOptions.DEFAULT.withTags(new TagOptions(List.of("route", "job"))));

    @ParameterizedTest
    @EnumSource
    void commentsThroughTheDriver(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Ear.file(directory).hear(server.port(), table, () -> {
            try (Connection connection = server.connect("useServerPrepStmts=true");
                    Statement statement = connection.createStatement()) {
                for (int i = 0; i < 5; i++) {
                    statement.execute("SELECT 'tagged', " + i + " /*route='%2Fpoll',traceparent='00-"
                            + TRACE_ID.replace('4', (char) ('0' + i)) + "-00f067aa0ba902b7-01'*/");
                }
                statement.execute("/* job:nightly */ SELECT 'tagged', 7");
                statement.execute("SELECT 'tagged', 8");
                try (PreparedStatement prepared =
                        connection.prepareStatement("SELECT 'prepared', ? /*route='it\\'s'*/")) {
                    prepared.setInt(1, 3);
                    prepared.execute();
                    prepared.execute();
                }
            }
        });

        StatementSummary tagged = statement("select ?, ...");
        assertThat(tags("select ?, ..."))
                .isEqualTo(Map.of("route", Map.of("/poll", 5L, "it's", 2L), "job", Map.of("nightly", 1L)));
        assertThat(tagged.tally().count()).isEqualTo(9);
    }

    @ParameterizedTest
    @EnumSource(names = "MYSQL.*", mode = EnumSource.Mode.MATCH_ALL)
    void queryAttributes(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Accounts.create(server);
        boolean[] can = new boolean[1];
        Ear.file(directory).hear(server.port(), table, () -> {
            try (RawClient client = new RawClient(server, RawClient.PLAIN | Capability.QUERY_ATTRIBUTES, null)) {
                can[0] = client.can(Capability.QUERY_ATTRIBUTES);
                if (!can[0]) {
                    return; // a release before 8.0.23
                }
                byte[] string = {(byte) 253, 0};
                client.write(RawClient.command(
                        Command.COM_QUERY,
                        new byte[] {2, 1, 0, 1},
                        string,
                        counted("route"),
                        string,
                        counted("traceparent"),
                        counted("/raw"),
                        counted("00-" + TRACE_ID + "-00f067aa0ba902b7-01"),
                        text("SELECT 'attributed'")));
                client.result();
                int id = client.prepare("SELECT ?");
                client.execute(
                        id,
                        8,
                        new byte[] {2, 0, 1},
                        string,
                        counted(""),
                        string,
                        counted("job"),
                        counted("value"),
                        counted("sweep"));
            }
        });

        if (can[0]) {
            assertThat(tags("select ?")).isEqualTo(Map.of("route", Map.of("/raw", 1L), "job", Map.of("sweep", 1L)));
            assertThat(table.snapshot().statements())
                    .filteredOn(one -> one.sample() != null)
                    .extracting(one -> one.sample().traceId())
                    .contains(TRACE_ID);
        } else {
            assertThat(kind).isNotEqualTo(ServerKind.MYSQL_9_7);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "MYSQL_9_7")
    void queryAttributesOfTheClient(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Ear.file(directory)
                .hear(
                        server.port(),
                        table,
                        () -> server.client()
                                .with("--commands")
                                .input("query_attributes route /client job tidy\nSELECT 'by the client';\n")
                                .output());

        assertThat(tags("select ?")).isEqualTo(Map.of("route", Map.of("/client", 1L), "job", Map.of("tidy", 1L)));
    }

    private StatementSummary statement(String fingerprint) {
        return table.snapshot().statements().stream()
                .filter(one -> one.fingerprint().equals(fingerprint))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, Map<String, Long>> tags(String fingerprint) {
        return statement(fingerprint).tags().stream()
                .collect(Collectors.toMap(
                        TagRanking::tag,
                        tag -> tag.shares().stream().collect(Collectors.toMap(TagShare::value, TagShare::count))));
    }

    private static byte[] counted(String text) {
        return bytes(new byte[] {(byte) text.length()}, text(text));
    }
}
