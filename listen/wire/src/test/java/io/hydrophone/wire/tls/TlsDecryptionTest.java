package io.hydrophone.wire.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.wire.tcp.BufferPool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What may happen in a connection besides data, told by a side that protects its records as the RFCs say. */
class TlsDecryptionTest {
    private static final byte[] CLIENT_RANDOM = new byte[32];

    @TempDir
    private Path directory;

    /** Opened once for all that the fuzzer tries. */
    private static KeyLog fuzzed;

    private final List<String> heard = new ArrayList<>();
    private BufferPool pool = new BufferPool(1 << 20);

    /** Begins a connection behind its hellos. */
    private final class Connection implements TlsDecryption.Handler {
        final TlsDecryption tls;
        final RecordSealer client;
        final RecordSealer server;
        private int serverSequence = 9_000;

        Connection(Encrypting.Method method, KeyLog log) {
            tls = new TlsDecrypter(log, pool).begin(this);
            ServerHello hello =
                    new ServerHello(method.version, CipherSuite.of(method.suite), new byte[32], method.encryptThenMac);
            client = new RecordSealer(hello, CLIENT_RANDOM, true);
            server = new RecordSealer(hello, CLIENT_RANDOM, false);
            client(Encrypting.clientHello(CLIENT_RANDOM));
            server(Encrypting.serverHello(method, hello.random()));
            if (method.version != TlsVersion.TLS_1_3) {
                client(RecordSealer.plain(20, new byte[] {1}));
                client(client.seal(22, new byte[16]));
                server(RecordSealer.plain(20, new byte[] {1}));
                server(server.seal(22, new byte[16]));
            }
        }

        void client(byte[] bytes) {
            tls.client(bytes, 0, bytes.length, 1, serverSequence);
        }

        void server(byte[] bytes) {
            tls.server(bytes, 0, bytes.length, 1, serverSequence);
            serverSequence += bytes.length;
        }

        @Override
        public void clientSaid(byte[] data, int length, long nanos, int acknowledgement) {
            heard.add("client " + new String(data, 0, length, US_ASCII));
        }

        @Override
        public void serverSaid(byte[] data, int length, long nanos, int sequence) {
            heard.add("server " + new String(data, 0, length, US_ASCII));
        }

        @Override
        public void clientLost(long nanos) {
            heard.add("client lost");
        }

        @Override
        public void serverLost(long nanos) {
            heard.add("server lost");
        }

        @Override
        public void undecipherable(Undecipherable reason, long nanos) {
            heard.add(reason.name());
        }
    }

    private KeyLog log(byte[] master) throws IOException {
        Path file = directory.resolve("keys");
        Files.writeString(file, lines(master));
        return KeyLog.open(file, 10);
    }

    private static String lines(byte[] master) {
        HexFormat hex = HexFormat.of();
        String name = " " + hex.formatHex(CLIENT_RANDOM) + " ";
        return "CLIENT_RANDOM" + name + hex.formatHex(master) + "\nCLIENT_TRAFFIC_SECRET_0" + name
                + hex.formatHex(RecordSealer.traffic(true)) + "\nSERVER_TRAFFIC_SECRET_0" + name
                + hex.formatHex(RecordSealer.traffic(false)) + "\n";
    }

    private static byte[] text(String text) {
        return text.getBytes(US_ASCII);
    }

    private Connection connection(Encrypting.Method method) throws IOException {
        return new Connection(method, log(RecordSealer.MASTER));
    }

    @ParameterizedTest
    @EnumSource(Encrypting.Method.class)
    void whatIsSaidIsHeard(Encrypting.Method method) throws IOException {
        Connection connection = connection(method);
        connection.client(connection.client.seal(23, text("ask")));
        connection.server(connection.server.seal(23, text("answer")));
        connection.server(connection.server.seal(21, new byte[] {1, 0})); // close_notify
        assertThat(heard).containsExactly("client ask", "server answer");
    }

    @Test
    void keysMayChangeOnBothSides() throws IOException {
        Connection connection = connection(Encrypting.Method.TLS_1_3);
        connection.client(connection.client.seal(23, text("one")));
        connection.client(connection.client.updateKey());
        connection.client(connection.client.seal(23, text("two")));
        connection.server(connection.server.seal(23, text("three")));
        connection.server(connection.server.updateKey());
        connection.server(connection.server.seal(23, text("four")));
        connection.client(connection.client.updateKey());
        connection.client(connection.client.seal(23, text("five")));
        assertThat(heard).containsExactly("client one", "client two", "server three", "server four", "client five");
    }

    /** A ticket over three records, the last of which also has a KeyUpdate. */
    @Test
    void aKeyUpdateIsFoundBehindATicketInParts() throws IOException {
        Connection connection = connection(Encrypting.Method.TLS_1_3);
        byte[] messages = new byte[4 + 300 + 5];
        messages[0] = 4;
        messages[2] = 1;
        messages[3] = 300 - 256;
        messages[304] = 24;
        messages[307] = 1;
        connection.server(connection.server.seal(22, Arrays.copyOfRange(messages, 0, 2)));
        connection.server(connection.server.seal(22, Arrays.copyOfRange(messages, 2, 200)));
        connection.server(connection.server.seal(22, Arrays.copyOfRange(messages, 200, 304)));
        connection.server(connection.server.updateKey());
        connection.server(connection.server.seal(23, text("answer")));
        assertThat(heard).containsExactly("server answer");
    }

    @Test
    void paddingIsTakenOff() throws IOException {
        Connection connection = connection(Encrypting.Method.TLS_1_3);
        connection.client(connection.client.seal(23, text("ask"), 1_000));
        connection.client(connection.client.seal(23, text(""), 16));
        connection.client(connection.client.seal(23, text("more"), 0));
        assertThat(heard).containsExactly("client ask", "client more");
    }

    @ParameterizedTest
    @EnumSource(
            value = Encrypting.Method.class,
            names = {"TLS_1_2", "TLS_1_2_CBC"})
    void anotherHandshakeIsNotFollowed(Encrypting.Method method) throws IOException {
        Connection connection = connection(method);
        connection.client(connection.client.seal(23, text("ask")));
        connection.server(connection.server.seal(22, new byte[4])); // HelloRequest
        connection.server(connection.server.seal(23, text("answer")));
        assertThat(heard).containsExactly("client ask", "UNSUPPORTED");
    }

    @ParameterizedTest
    @EnumSource(Encrypting.Method.class)
    void anotherSecretGivesNothing(Encrypting.Method method) throws IOException {
        Connection connection = new Connection(method, log(new byte[48]));
        if (method == Encrypting.Method.TLS_1_3) {
            connection.client(connection.server.seal(23, text("with the other side's key")));
            assertThat(heard).isEmpty(); // might be the handshake's
            for (int i = 0; i < 64; i++) {
                connection.client(connection.server.seal(23, text("again")));
            }
        }
        assertThat(heard).containsExactly("REFUSED");
    }

    @ParameterizedTest
    @EnumSource(Encrypting.Method.class)
    void aChangedByteEndsIt(Encrypting.Method method) throws IOException {
        Connection connection = connection(method);
        connection.client(connection.client.seal(23, text("one")));
        byte[] record = connection.client.seal(23, text("two"));
        record[record.length - 1] ^= 1;
        connection.client(record);
        connection.client(connection.client.seal(23, text("three")));
        assertThat(heard).containsExactly("client one", "REFUSED");
    }

    @ParameterizedTest
    @EnumSource(
            value = Encrypting.Method.class,
            names = {"TLS_1_3", "TLS_1_2"})
    void aSecretMayComeLate(Encrypting.Method method) throws IOException {
        Path file = Files.createFile(directory.resolve("late"));
        Connection connection = new Connection(method, KeyLog.open(file, 10));
        connection.client(connection.client.seal(23, text("missed")));
        connection.server(connection.server.seal(23, text("missed")));
        Files.writeString(file, lines(RecordSealer.MASTER));
        connection.client(connection.client.seal(23, text("ask")));
        connection.server(connection.server.seal(23, text("answer")));
        assertThat(heard).containsExactly("client lost", "client ask", "server lost", "server answer");
    }

    @ParameterizedTest
    @EnumSource(Encrypting.Method.class)
    void aSecretThatNeverComesIsGivenUp(Encrypting.Method method) throws IOException {
        Path file = Files.createFile(directory.resolve("never"));
        Connection connection = new Connection(method, KeyLog.open(file, 10));
        for (int i = 0; i < 10; i++) {
            connection.client(connection.client.seal(23, text("unheard")));
        }
        assertThat(heard).containsExactly("NO_SECRET");
    }

    @ParameterizedTest
    @EnumSource(
            value = Encrypting.Method.class,
            names = {"TLS_1_3", "TLS_1_2", "TLS_1_2_CBC"})
    void upTo64MissingRecordsAreBridged(Encrypting.Method method) throws IOException {
        for (int missing : new int[] {1, 63, 64, 65}) {
            heard.clear();
            Connection connection = connection(method);
            connection.client(connection.client.seal(23, text("one")));
            int bytes = 0;
            for (int i = 0; i < missing; i++) {
                bytes += connection.client.seal(23, text("missed")).length;
            }
            byte[] first = connection.client.seal(23, text("not whole"));
            connection.tls.clientGap(bytes + 10, 1);
            connection.client(Arrays.copyOfRange(first, 10, first.length));
            connection.client(connection.client.seal(23, text("two")));
            connection.client(connection.client.seal(23, text("three")));
            if (missing < 64) {
                assertThat(heard).containsExactly("client one", "client lost", "client two", "client three");
            } else {
                assertThat(heard).containsExactly("client one", "client lost");
            }
        }
    }

    /** Where the loss lies within a record whose header was captured, the next one's place is known. */
    @Test
    void aHoleWithinARecordCostsThisOne() throws IOException {
        Connection connection = connection(Encrypting.Method.TLS_1_3);
        connection.server(connection.server.seal(23, text("one")));
        byte[] record = connection.server.seal(23, text("a longer record"));
        connection.server(Arrays.copyOf(record, 8));
        connection.tls.serverGap(5, 1);
        connection.server(Arrays.copyOfRange(record, 13, record.length));
        connection.server(connection.server.seal(23, text("two")));
        assertThat(heard).containsExactly("server one", "server lost", "server two");
    }

    @Test
    void aSuiteThatIsNotUnderstoodIsGivenUp() {
        byte[] hello = new byte[46];
        hello[0] = 3;
        hello[1] = 3;
        hello[36] = 10; // 3DES
        assertThat(ServerHello.parse(hello, 0, hello.length)).isNull();
        hello[36] = (byte) 0x9c;
        assertThat(ServerHello.parse(hello, 0, hello.length)).isNotNull();
        hello[37] = 1; // compression
        assertThat(ServerHello.parse(hello, 0, hello.length)).isNull();
    }

    @Test
    void nothingStaysLent() throws IOException {
        Connection connection = connection(Encrypting.Method.TLS_1_3);
        byte[] record = connection.server.seal(23, new byte[9_000]);
        connection.server(Arrays.copyOf(record, 5_000));
        assertThat(pool.lentBytes()).isPositive();
        connection.tls.release();
        assertThat(pool.lentBytes()).isZero();
    }

    /** Real records among any other bytes and gaps: nothing is heard that was not said, in the order in which it was. */
    @FuzzTest(maxDuration = "10m")
    void anyBytes(FuzzedDataProvider data) throws IOException {
        heard.clear();
        pool = new BufferPool(1 << 16);
        if (fuzzed == null) {
            Path file = Files.createTempFile("hydrophone", ".keys");
            file.toFile().deleteOnExit();
            Files.writeString(file, lines(RecordSealer.MASTER));
            fuzzed = KeyLog.open(file, 10);
        }
        Connection connection = new Connection(data.pickValue(Encrypting.Method.values()), fuzzed);
        for (int said = 0; data.remainingBytes() > 0; said++) {
            boolean client = data.consumeBoolean();
            RecordSealer sealer = client ? connection.client : connection.server;
            switch (data.consumeInt(0, 5)) {
                case 0 -> {
                    byte[] any = data.consumeBytes(data.consumeInt(0, 40));
                    if (client) {
                        connection.client(any);
                    } else {
                        connection.server(any);
                    }
                }
                case 1 -> {
                    if (client) {
                        connection.tls.clientGap(data.consumeInt(1, 100), 1);
                    } else {
                        connection.tls.serverGap(data.consumeInt(1, 100), 1);
                    }
                }
                default -> {
                    byte[] record = sealer.seal(23, text("%08d".formatted(said)));
                    int from = data.consumeBoolean() ? 0 : data.consumeInt(0, record.length);
                    byte[] part = Arrays.copyOfRange(record, from, record.length);
                    if (client) {
                        connection.client(part);
                    } else {
                        connection.server(part);
                    }
                }
            }
        }
        connection.tls.release();
        for (String side : new String[] {"client ", "server "}) {
            List<String> lines = heard.stream()
                    .filter(line -> line.startsWith(side) && !line.endsWith("lost"))
                    .toList();
            assertThat(lines).isSorted().doesNotHaveDuplicates().allMatch(line -> line.length() == 15);
        }
        assertThat(pool.lentBytes()).isZero();
    }
}
