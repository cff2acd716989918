package io.hydrophone.truth;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.Command;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import io.hydrophone.wire.Outcome;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Types;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Values that are bound to server-side prepared statements are heard as they were bound. */
class ParametersTest {
    private static final String SQL = "SELECT ?" + ", ?".repeat(21);
    private static final byte[] BYTES = {(byte) 0xff, 0, (byte) 0x80};

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void parametersOfEveryTypeOfTheDriver(ServerKind kind) throws Exception {
        Server server = kind.shared();
        Overheard heard = Overheard.of(server, directory, () -> {
            try (Connection connection = server.connect("useServerPrepStmts=true");
                    PreparedStatement statement = connection.prepareStatement(SQL)) {
                bind(statement);
                execute(statement);
                execute(statement); // again, and no types are said the second time
                statement.setNull(1, Types.TINYINT);
                statement.setString(2, "now a string");
                execute(statement);
            }
        });

        List<Said> executions = heard.of(Command.COM_STMT_EXECUTE);
        assertThat(executions).hasSize(3).allMatch(said -> said.sql().equals(SQL) && said.outcome() == Outcome.OK);
        for (Said said : executions.subList(0, 2)) {
            assertThat(said.parameters())
                    .usingRecursiveComparison()
                    .isEqualTo(List.of(
                            Long.valueOf(Byte.MIN_VALUE),
                            Long.valueOf(Short.MIN_VALUE),
                            Long.valueOf(Integer.MIN_VALUE),
                            Long.MIN_VALUE,
                            Long.MAX_VALUE,
                            "18446744073709551615",
                            1.5f,
                            Math.PI,
                            "-12345678901234567890.123456789",
                            "2024-02-29",
                            "2026-11-21 08:15:38.237001",
                            "2026-11-21 08:15:38",
                            "23:59:59.999999",
                            "00:00:00",
                            "100:00:00.500000",
                            "Grüße 🐋",
                            "",
                            BYTES,
                            "text in a blob",
                            1L,
                            0L,
                            "x".repeat(70_000)));
        }
        assertThat(executions.getLast().parameters().getFirst()).isNull();
        assertThat(executions.getLast().parameters().get(1)).isEqualTo("now a string");
        assertThat(executions.getLast().parameters().get(2)).isEqualTo(Long.valueOf(Integer.MIN_VALUE));
    }

    private static void bind(PreparedStatement statement) throws Exception {
        statement.setByte(1, Byte.MIN_VALUE);
        statement.setShort(2, Short.MIN_VALUE);
        statement.setInt(3, Integer.MIN_VALUE);
        statement.setLong(4, Long.MIN_VALUE);
        statement.setLong(5, Long.MAX_VALUE);
        statement.setObject(6, new BigInteger("18446744073709551615"));
        statement.setFloat(7, 1.5f);
        statement.setDouble(8, Math.PI);
        statement.setBigDecimal(9, new BigDecimal("-12345678901234567890.123456789"));
        statement.setDate(10, Date.valueOf("2024-02-29"));
        statement.setObject(11, LocalDateTime.of(2026, 11, 21, 8, 15, 38, 237_001_000));
        statement.setObject(12, LocalDateTime.of(2026, 11, 21, 8, 15, 38));
        statement.setObject(13, LocalTime.of(23, 59, 59, 999_999_000));
        statement.setObject(14, Duration.ZERO);
        statement.setObject(15, Duration.ofHours(100).plusMillis(500));
        statement.setString(16, "Grüße 🐋");
        statement.setString(17, "");
        statement.setBytes(18, BYTES);
        statement.setBytes(19, "text in a blob".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        statement.setBoolean(20, true);
        statement.setBoolean(21, false);
        statement.setString(22, "x".repeat(70_000));
    }

    private static void execute(PreparedStatement statement) throws Exception {
        try (ResultSet rows = statement.executeQuery()) {
            assertThat(rows.next()).isTrue();
        }
    }
}
