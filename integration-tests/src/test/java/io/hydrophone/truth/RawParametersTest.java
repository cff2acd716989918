package io.hydrophone.truth;

import static io.hydrophone.truth.RawClient.bytes;
import static io.hydrophone.truth.RawClient.fixed;
import static io.hydrophone.truth.RawClient.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.Command;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import io.hydrophone.wire.Outcome;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Parameters of types that the driver does not send, and values that are sent ahead. */
class RawParametersTest {
    private static final int TINY = 1;
    private static final int SHORT = 2;
    private static final int LONG = 3;
    private static final int LONGLONG = 8;
    private static final int TIME = 11;
    private static final int DATETIME = 12;
    private static final int BLOB = 252;
    private static final int STRING = 253;
    private static final int UNSIGNED = 0x8000;

    @TempDir
    private Path directory;

    private static byte[] types(int... types) {
        byte[] all = new byte[2 * types.length];
        for (int i = 0; i < types.length; i++) {
            all[2 * i] = (byte) types[i];
            all[2 * i + 1] = (byte) (types[i] >> 8);
        }
        return all;
    }

    private static byte[] counted(byte[] value) {
        return bytes(new byte[] {(byte) value.length}, value);
    }

    /** What the server makes of the values is compared too: the statement finds a row only if it reads the same. */
    @ParameterizedTest
    @EnumSource
    void unsignedNumbersAndTimes(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Accounts.create(server);
        String sql =
                "SELECT 1 FROM DUAL WHERE ? = 255 AND ? = 65535 AND ? = 4294967295 AND ? = 18446744073709551615 AND ? = 7"
                        + " AND ? = TIME'-34:05:06' AND ? = TIME'-00:00:00.000001' AND ? = TIMESTAMP'2026-11-21 00:00:00' AND ? IS NULL";
        Overheard heard = Overheard.of(server, directory, () -> {
            try (RawClient client = new RawClient(server, RawClient.PLAIN, null)) {
                int id = client.prepare(sql);
                client.execute(
                        id,
                        0,
                        new byte[] {0, 1, 1},
                        types(
                                TINY | UNSIGNED,
                                SHORT | UNSIGNED,
                                LONG | UNSIGNED,
                                LONGLONG | UNSIGNED,
                                LONGLONG | UNSIGNED,
                                TIME,
                                TIME,
                                DATETIME,
                                6),
                        fixed(-1, 15),
                        fixed(7, 8),
                        counted(bytes(new byte[] {1}, fixed(1, 4), new byte[] {10, 5, 6})),
                        counted(bytes(new byte[] {1}, fixed(0, 7), fixed(1, 4))),
                        counted(bytes(fixed(2026, 2), new byte[] {11, 21})));
            }
        });

        Said said = heard.of(Command.COM_STMT_EXECUTE).getFirst();
        assertThat(said.outcome()).isEqualTo(Outcome.OK);
        assertThat(said.rows()).isEqualTo(1);
        assertThat(said.parameters())
                .containsExactly(
                        255L,
                        65535L,
                        4294967295L,
                        new BigInteger("18446744073709551615"),
                        7L,
                        "-34:05:06",
                        "-00:00:00.000001",
                        "2026-11-21 00:00:00",
                        null);
    }

    /** A value that is sent ahead counts for one execution, and is not among what the execution carries. */
    @ParameterizedTest
    @EnumSource
    void valuesThatAreSentAheadAreNotGuessed(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Accounts.create(server);
        String sql = "SELECT 1 FROM DUAL WHERE ? = 'from ahead' AND ? = 5";
        byte[] head = bytes(new byte[] {0, 1}, types(BLOB, LONG));
        Overheard heard = Overheard.of(server, directory, () -> {
            try (RawClient client = new RawClient(server, RawClient.PLAIN, null)) {
                int id = client.prepare(sql);
                for (String part : List.of("from ", "ahead")) {
                    client.write(
                            RawClient.command(Command.COM_STMT_SEND_LONG_DATA, fixed(id, 4), fixed(0, 2), text(part)));
                }
                client.execute(id, 0, head, fixed(5, 4));
                client.execute(id, 0, head, counted(text("not ahead")), fixed(5, 4));
                client.execute(id, 0, head, counted(text("from ahead")), fixed(5, 4));
                client.write(
                        RawClient.command(Command.COM_STMT_SEND_LONG_DATA, fixed(id, 4), fixed(0, 2), text("dropped")));
                client.write(RawClient.command(Command.COM_STMT_RESET, fixed(id, 4)));
                client.packet();
                client.execute(id, 0, head, counted(text("from ahead")), fixed(5, 4));
            }
        });

        assertThat(heard.of(Command.COM_STMT_SEND_LONG_DATA)).hasSize(3).allMatch(said -> said.outcome() == Outcome.OK);
        List<Said> executions = heard.of(Command.COM_STMT_EXECUTE);
        assertThat(executions).extracting(Said::rows).containsExactly(1L, 0L, 1L, 1L);
        assertThat(executions)
                .extracting(Said::parameters)
                .containsExactly(null, List.of("not ahead", 5L), List.of("from ahead", 5L), List.of("from ahead", 5L));
    }

    /** MySQL only: attributes stand among an execution's parameters, and before a text. */
    @ParameterizedTest
    @EnumSource(names = "MYSQL.*", mode = EnumSource.Mode.MATCH_ALL)
    void queryAttributesAreNoParametersAndNoText(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Accounts.create(server);
        byte[] attribute = bytes(counted(text("trace")));
        Overheard heard = Overheard.of(server, directory, () -> {
            try (RawClient client = new RawClient(server, RawClient.PLAIN | Capability.QUERY_ATTRIBUTES, null)) {
                if (!client.can(Capability.QUERY_ATTRIBUTES)) {
                    client.query("SELECT 'attributed'"); // a release before 8.0.23
                    return;
                }
                client.write(RawClient.command(
                        Command.COM_QUERY,
                        new byte[] {2, 1, 0, 1},
                        types(STRING),
                        attribute,
                        types(LONGLONG),
                        counted(text("")),
                        counted(text("abc")),
                        fixed(99, 8),
                        text("SELECT 'attributed'")));
                client.result();
                int id = client.prepare("SELECT 1 FROM DUAL WHERE ? = 5");
                client.execute(
                        id,
                        8,
                        new byte[] {2, 0, 1},
                        types(LONG),
                        counted(text("")),
                        types(STRING),
                        attribute,
                        fixed(5, 4),
                        counted(text("abc")));
                client.execute(id, 8, new byte[] {1, 0, 1}, types(LONG), counted(text("")), fixed(6, 4));
            }
        });

        assertThat(heard.the("SELECT 'attributed'").rows()).isEqualTo(1);
        List<Said> executions = heard.of(Command.COM_STMT_EXECUTE);
        if (kind == ServerKind.MYSQL_9_7) {
            assertThat(executions).extracting(Said::rows).containsExactly(1L, 0L);
            assertThat(executions).extracting(Said::parameters).containsExactly(List.of(5L), List.of(6L));
        }
    }
}
