package io.hydrophone.raw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.Password;
import io.hydrophone.client.TlsMode;
import io.hydrophone.client.raw.AnswerHandler;
import io.hydrophone.client.raw.Compression;
import io.hydrophone.client.raw.RawLogin;
import io.hydrophone.core.ProblemException;
import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.PayloadWriter;
import io.hydrophone.servers.Server;
import io.hydrophone.servers.ServerKind;
import io.hydrophone.traffic.capture.PacketRecorder;
import io.hydrophone.traffic.capture.ServerStates;
import io.hydrophone.traffic.capture.SessionStates;
import io.hydrophone.traffic.capture.TrafficRecorder;
import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.traffic.recording.Asked;
import io.hydrophone.traffic.recording.Encryption;
import io.hydrophone.traffic.recording.Losses;
import io.hydrophone.traffic.recording.RecordingOptions;
import io.hydrophone.traffic.recording.RecordingReader;
import io.hydrophone.traffic.recording.RecordingWriter;
import io.hydrophone.traffic.recording.SessionBegun;
import io.hydrophone.traffic.recording.SessionEnd;
import io.hydrophone.traffic.recording.SessionOver;
import io.hydrophone.traffic.recording.TrafficEvent;
import io.hydrophone.traffic.recording.Uploaded;
import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.TrafficDecoder;
import io.hydrophone.wire.source.CaptureFilter;
import io.hydrophone.wire.source.LiveCapture;
import io.hydrophone.wire.source.Mechanism;
import io.hydrophone.wire.source.PacketSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client says to a real server, and hears, against what a recording of it says. */
class RecordedTest {
    private static final long CAPABILITIES = Capability.TRANSACTIONS
            | Capability.MULTI_STATEMENTS
            | Capability.MULTI_RESULTS
            | Capability.PS_MULTI_RESULTS
            | Capability.LOCAL_FILES
            | Capability.DEPRECATE_EOF;

    private static final int RING_BYTES = 64 << 20;
    private static final int MAX_COMMAND = 64 << 20;
    private static final Duration NOW = Duration.ZERO;

    @TempDir
    private Path directory;

    /** A client's words, while it is listened to. */
    private interface Talk {
        void run() throws IOException;
    }

    static List<Arguments> ways() {
        return Stream.of(ServerKind.values())
                .flatMap(kind -> Stream.of(
                        Arguments.of(kind, Compression.NONE),
                        Arguments.of(kind, kind == ServerKind.MYSQL_9_7 ? Compression.ZSTD : Compression.ZLIB)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void everyCommandIsRecordedAsItWasSentAndAnswered(ServerKind kind, Compression compression) throws Exception {
        Server server = kind.shared();
        Telling told = new Telling();
        byte[] file = "1\n22\n333\n".repeat(20_000).getBytes(UTF_8);
        List<TrafficEvent> events = record(server, SessionStates.UNKNOWN, false, () -> {
            try (Raw raw = Raw.open(Raw.target(server).compressed(compression), CAPABILITIES)) {
                raw.connection().checksumRows(true);
                told.to(raw);
                told.query("DROP TABLE IF EXISTS recorded");
                told.query("CREATE TABLE recorded (id INT, name VARCHAR(100))");
                told.query("INSERT INTO recorded VALUES (1, 'one'), (2, NULL), (3, REPEAT('x', 90))");
                told.query("SELECT * FROM recorded");
                told.query("SELECT a.*, REPEAT('y', 3000) FROM recorded a, recorded b, recorded c");
                told.query("SELECT 1; UPDATE recorded SET name = 'y'; SELECT 2, 3; SELECT nope");
                told.query("SELECT REPEAT('z', 17000000)");
                told.query("SELECT '" + "w".repeat(17_000_000) + "'");
                told.query("LOAD DATA LOCAL INFILE 'deep.csv' INTO TABLE recorded (id)", file);
                told.query("SELECT COUNT(*) FROM recorded");
                long id = told.say(Command.COM_STMT_PREPARE, "SELECT * FROM recorded WHERE id = ?".getBytes(UTF_8));
                told.say(Command.COM_STMT_EXECUTE, execute((int) id, 3));
                told.say(Command.COM_STMT_RESET, number((int) id));
                told.say(Command.COM_STMT_CLOSE, number((int) id));
                told.say(Command.COM_STMT_PREPARE, "SELECT FROM".getBytes(UTF_8));
                told.say(Command.COM_INIT_DB, Server.SCHEMA.getBytes(UTF_8));
                told.say(Command.COM_PING);
                told.say(Command.COM_RESET_CONNECTION);
                told.say(Command.COM_QUIT);
            }
        });

        assertThat(all(events, SessionBegun.class)).singleElement().satisfies(begun -> {
            assertThat(begun.user()).isEqualTo(Server.USER);
            assertThat(begun.database()).isEqualTo(Server.SCHEMA);
            assertThat(begun.instance()).isEqualTo(Server.HOST + ":" + server.port());
            assertThat(begun.clientPort()).isEqualTo(told.localPort);
            assertThat(begun.midstream()).isFalse();
            // MariaDB agrees silently to what every client has.
            assertThat(begun.capabilities() | Capability.LONG_PASSWORD).isEqualTo(told.capabilities);
            assertThat(begun.collation()).isPositive();
        });
        assertThat(all(events, Answered.class)).noneMatch(answer -> answer.outcome() == Outcome.LOST);
        assertThat(all(events, Losses.class)).allSatisfy(losses -> {
            assertThat(losses.gaps()).isZero();
            assertThat(losses.lostCommands()).isZero();
        });
        assertThat(all(events, SessionOver.class)).extracting(SessionOver::how).containsExactly(SessionEnd.QUIT);
        List<Asked> asked = all(events, Asked.class);
        List<Answered> answered = all(events, Answered.class);
        assertThat(asked).hasSameSizeAs(told.commands);
        assertThat(answered).hasSameSizeAs(told.commands);
        for (int i = 0; i < told.commands.size(); i++) {
            Telling.Told truth = told.commands.get(i);
            assertThat(asked.get(i).number()).isEqualTo(i + 1);
            assertThat(asked.get(i).truncated()).isFalse();
            assertThat(asked.get(i).payload()).isEqualTo(truth.payload());
            truth.agreesWith(answered.get(i));
        }
        ByteArrayOutputStream uploaded = new ByteArrayOutputStream();
        all(events, Uploaded.class).forEach(piece -> uploaded.writeBytes(piece.contents()));
        assertThat(uploaded.toByteArray()).isEqualTo(file);
    }

    /** The state of a session of which the beginning was not heard. */
    @ParameterizedTest
    @EnumSource
    void aSessionThatWasMetInTheMiddleIsRecordedWithItsState(ServerKind kind) throws Exception {
        try (Server server = kind.start("--performance-schema=ON")) {
            MySqlUrl url = MySqlUrl.of(
                    Server.USER, Password.of(Server.PASSWORD), Server.HOST, server.port(), TlsMode.DISABLED, null);
            List<String> problems = new ArrayList<>();
            try (Raw raw = Raw.open(server, CAPABILITIES)) {
                raw.done("SET NAMES latin1 COLLATE latin1_german1_ci");
                raw.done("SET SESSION sql_mode = 'ANSI_QUOTES'");
                raw.done("CREATE DATABASE elsewhere");
                raw.done("USE elsewhere");
                byte[] sql = "SELECT ? + 1".getBytes(UTF_8);
                long id = raw.say(Command.COM_STMT_PREPARE, sql).statementId();
                int port = raw.connection().localPort();
                try (ServerStates states = ServerStates.open(url, problem -> problems.add(problem.text()))) {
                    List<TrafficEvent> events = record(
                            server, states, false, () -> raw.say(Command.COM_STMT_EXECUTE, execute((int) id, 41)));
                    SessionBegun begun = all(events, SessionBegun.class).stream()
                            .filter(one -> one.clientPort() == port)
                            .findFirst()
                            .orElseThrow();
                    assertThat(begun.midstream()).isTrue();
                    assertThat(begun.user()).isEqualTo(Server.USER);
                    assertThat(begun.database()).isEqualTo("elsewhere");
                    assertThat(begun.prepared()).hasSize(1);
                    assertThat(begun.prepared().getFirst().statementId()).isEqualTo(id);
                    assertThat(begun.prepared().getFirst().sql()).isEqualTo(sql);
                    if (!kind.isMariaDb()) { // which does not tell the variables of other sessions
                        assertThat(begun.sqlMode()).isEqualTo("ANSI_QUOTES");
                        assertThat(begun.collation()).isEqualTo(5);
                    }
                }
            }
            assertThat(problems).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB_10_11", "MYSQL_9_7"})
    void nothingOfTheDataIsInAMaskedRecording(ServerKind kind) throws Exception {
        Server server = kind.shared();
        String secret = "treasure";
        List<TrafficEvent> events = record(server, SessionStates.UNKNOWN, true, () -> {
            try (Raw raw = Raw.open(server, CAPABILITIES)) {
                raw.query("SELECT '" + secret + "', 4711");
                raw.query("SELECT * FROM nowhere WHERE a = '" + secret + "'");
                raw.query("DROP TABLE IF EXISTS masked");
                raw.query("CREATE TABLE masked (a VARCHAR(20) PRIMARY KEY)");
                raw.query("INSERT INTO masked VALUES ('" + secret + "')");
                raw.query("INSERT INTO masked VALUES ('" + secret + "')");
                long id = raw.say(Command.COM_STMT_PREPARE, "SELECT ?, 'treasure'".getBytes(UTF_8))
                        .statementId();
                raw.say(
                        Command.COM_STMT_EXECUTE,
                        new PayloadWriter()
                                .i4((int) id)
                                .u1(0)
                                .i4(1)
                                .u1(0)
                                .u1(1)
                                .u2(254)
                                .u1(secret.length())
                                .bytes(secret.getBytes(UTF_8))
                                .toByteArray());
                raw.query("LOAD DATA LOCAL INFILE 'x' INTO TABLE masked", sending(secret.getBytes(UTF_8)));
                raw.connection()
                        .sendChangeUser(new RawLogin(Server.USER, Password.of(Server.PASSWORD), Server.SCHEMA, 0, 0));
                raw.connection().read(Command.COM_CHANGE_USER, AnswerHandler.REFUSING);
                raw.say(Command.COM_PING);
            }
        });
        List<Asked> asked = all(events, Asked.class);
        assertThat(asked)
                .extracting(command -> new String(command.payload(), UTF_8))
                .contains("\3SELECT ?, ?");
        assertThat(asked).noneMatch(command -> new String(command.payload(), UTF_8).contains(secret));
        assertThat(asked)
                .filteredOn(command -> !command.truncated())
                .allSatisfy(command -> assertThat(command.payload()[0])
                        .isIn((byte) Command.COM_PING.code(), (byte) Command.COM_QUIT.code(), (byte)
                                Command.COM_QUERY.code()));
        assertThat(all(events, Answered.class))
                .noneMatch(answer -> answer.message().contains(secret));
        assertThat(all(events, Answered.class)).extracting(Answered::errorCode).contains(1146, 1062);
        assertThat(all(events, Uploaded.class)).isEmpty();
    }

    private List<TrafficEvent> record(Server server, SessionStates states, boolean masked, Talk talk) throws Exception {
        Path target = directory.resolve("traffic");
        DecoderOptions options = DecoderOptions.of(Ports.of(server.port()))
                .keeping(MAX_COMMAND, 4L * MAX_COMMAND)
                .checksumRows(true);
        try (RecordingWriter writer =
                        RecordingWriter.open(target, RecordingOptions.of(Encryption.none(), Map.of()), problem -> {
                            throw new ProblemException(problem);
                        });
                PacketSource source = LiveCapture.open(
                        List.of("lo"), CaptureFilter.of(options.ports()), Mechanism.AF_PACKET, RING_BYTES)) {
            TrafficDecoder decoder = new TrafficDecoder(options, new TrafficRecorder(writer, states, masked));
            PacketRecorder recorder = PacketRecorder.listening(decoder, writer, source::counters, () -> {});
            FutureTask<Void> listening = new FutureTask<>(() -> {
                source.run(recorder);
                recorder.over();
                return null;
            });
            Thread.ofPlatform().name("listening").start(listening);
            try {
                talk.run();
            } finally {
                source.stop();
            }
            listening.get();
        }
        List<TrafficEvent> events = new ArrayList<>();
        try (RecordingReader reader = RecordingReader.open(target, List.of(), problem -> {
            throw new ProblemException(problem);
        })) {
            for (TrafficEvent event = reader.next(NOW); event != null; event = reader.next(NOW)) {
                events.add(event);
            }
        }
        return events;
    }

    private static <T> List<T> all(List<TrafficEvent> events, Class<T> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static byte[] execute(int id, int value) {
        return new PayloadWriter()
                .i4(id)
                .u1(0)
                .i4(1)
                .u1(0)
                .u1(1)
                .u2(3)
                .i4(value)
                .toByteArray();
    }

    private static byte[] number(int number) {
        return new PayloadWriter().i4(number).toByteArray();
    }

    static AnswerHandler sending(byte[] file) {
        return new AnswerHandler() {
            @Override
            public InputStream localFile(String name) {
                return new ByteArrayInputStream(file);
            }
        };
    }
}
