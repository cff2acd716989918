package io.hydrophone.wire.tls;

import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.LittleEndian;
import io.hydrophone.wire.tcp.Recording.Turn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/**
 * Makes of a recorded session the same session in TLS: with a request for it, a handshake of which only the two hellos
 * mean anything, and what was said in records of many sizes. Real peers are in the integration tests.
 */
public final class Encrypting {
    /** What the two agree on. */
    public enum Method {
        TLS_1_3(TlsVersion.TLS_1_3, 0x1301, false),
        TLS_1_2(TlsVersion.TLS_1_2, 0xc02f, false),
        TLS_1_2_CBC(TlsVersion.TLS_1_2, 0xc013, true),
        TLS_1_0(TlsVersion.TLS_1_0, 0x002f, false);

        final TlsVersion version;
        final int suite;
        final boolean encryptThenMac;

        Method(TlsVersion version, int suite, boolean encryptThenMac) {
            this.version = version;
            this.suite = suite;
            this.encryptThenMac = encryptThenMac;
        }
    }

    private static final int SSL_REQUEST = 32;
    private static final HexFormat HEX = HexFormat.of();

    private final Method method;
    private final Random random;
    private final byte[] clientRandom = new byte[32];
    private final RecordSealer client;
    private final RecordSealer server;
    private final ServerHello hello;

    private Encrypting(Method method, long seed) {
        this.method = method;
        random = new Random(seed);
        random.nextBytes(clientRandom);
        byte[] serverRandom = new byte[32];
        random.nextBytes(serverRandom);
        hello = new ServerHello(method.version, CipherSuite.of(method.suite), serverRandom, method.encryptThenMac);
        client = new RecordSealer(hello, clientRandom, true);
        server = new RecordSealer(hello, clientRandom, false);
    }

    /** The turns with a request for TLS behind the greeting, and all that comes then in records. */
    public static List<Turn> of(List<Turn> turns, Method method, long seed) {
        return new Encrypting(method, seed).encrypt(turns);
    }

    /** A log with the secrets of sessions with these seeds, in a temporary file that goes with the JVM. */
    public static KeyLog keyLog(int seeds) {
        try {
            Path file = Files.createTempFile("hydrophone", ".keys");
            file.toFile().deleteOnExit();
            StringBuilder lines = new StringBuilder("# secrets\n");
            for (int seed = 0; seed < seeds; seed++) {
                for (Method method : Method.values()) {
                    String name = " " + HEX.formatHex(new Encrypting(method, seed).clientRandom) + " ";
                    lines.append("CLIENT_RANDOM")
                            .append(name)
                            .append(HEX.formatHex(RecordSealer.MASTER))
                            .append('\n');
                    lines.append("CLIENT_TRAFFIC_SECRET_0").append(name);
                    lines.append(HEX.formatHex(RecordSealer.traffic(true))).append('\n');
                    lines.append("SERVER_TRAFFIC_SECRET_0").append(name);
                    lines.append(HEX.formatHex(RecordSealer.traffic(false))).append('\n');
                }
            }
            Files.writeString(file, lines);
            return KeyLog.open(file, 4 * seeds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Turn> encrypt(List<Turn> turns) {
        List<Turn> encrypted = new ArrayList<>();
        encrypted.add(turns.getFirst());
        byte[] login = turns.get(1).bytes();
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        byte[] request = Arrays.copyOf(login, 4 + SSL_REQUEST);
        request[0] = SSL_REQUEST;
        request[1] = 0;
        request[2] = 0;
        request[5] |= Capability.SSL >> 8;
        first.writeBytes(request);
        first.writeBytes(clientHello(clientRandom));
        encrypted.add(new Turn(true, first.toByteArray()));
        encrypted.addAll(handshake());
        boolean loggedIn = false;
        for (Turn turn : turns.subList(1, turns.size())) {
            byte[] bytes = turn.bytes();
            if (!loggedIn) {
                bytes = renumbered(bytes); // the request for TLS had the login's number
                loggedIn = !turn.fromClient() && bytes[4] == 0;
            }
            encrypted.add(new Turn(turn.fromClient(), records(turn.fromClient() ? client : server, bytes)));
        }
        return encrypted;
    }

    private List<Turn> handshake() {
        byte[] finished = new byte[40];
        ByteArrayOutputStream fromServer = new ByteArrayOutputStream();
        ByteArrayOutputStream fromClient = new ByteArrayOutputStream();
        fromServer.writeBytes(serverHello(method, hello.random()));
        if (method.version == TlsVersion.TLS_1_3) {
            // Under keys of the handshake: here just bytes that are none of the application's.
            fromServer.writeBytes(RecordSealer.plain(20, new byte[] {1}));
            fromServer.writeBytes(RecordSealer.plain(23, new byte[700]));
            fromClient.writeBytes(RecordSealer.plain(20, new byte[] {1}));
            fromClient.writeBytes(RecordSealer.plain(23, new byte[69]));
            // Two tickets, as OpenSSL sends.
            byte[] ticket = new byte[200];
            ticket[0] = 4;
            ticket[3] = (byte) (ticket.length - 4);
            ByteArrayOutputStream tickets = new ByteArrayOutputStream();
            tickets.writeBytes(server.seal(22, ticket));
            tickets.writeBytes(server.seal(22, ticket));
            return List.of(
                    new Turn(false, fromServer.toByteArray()),
                    new Turn(true, fromClient.toByteArray()),
                    new Turn(false, tickets.toByteArray()));
        }
        fromServer.writeBytes(RecordSealer.plain(22, new byte[900])); // certificates and so on
        fromClient.writeBytes(RecordSealer.plain(22, new byte[70]));
        fromClient.writeBytes(RecordSealer.plain(20, new byte[] {1}));
        fromClient.writeBytes(client.seal(22, finished));
        ByteArrayOutputStream end = new ByteArrayOutputStream();
        end.writeBytes(RecordSealer.plain(20, new byte[] {1}));
        end.writeBytes(server.seal(22, finished));
        return List.of(
                new Turn(false, fromServer.toByteArray()),
                new Turn(true, fromClient.toByteArray()),
                new Turn(false, end.toByteArray()));
    }

    static byte[] clientHello(byte[] clientRandom) {
        byte[] body = ByteBuffer.allocate(200)
                .putShort((short) 0x0303)
                .put(clientRandom)
                .array();
        return RecordSealer.plain(22, message(1, body));
    }

    static byte[] serverHello(Method method, byte[] serverRandom) {
        boolean tls13 = method.version == TlsVersion.TLS_1_3;
        ByteBuffer body = ByteBuffer.allocate(200);
        body.putShort((short) method.version.inRecords()).put(serverRandom).put((byte) 0);
        body.putShort((short) method.suite).put((byte) 0);
        if (tls13) {
            body.putShort((short) 6).putShort((short) 43).putShort((short) 2).putShort((short) 0x0304);
        } else if (method.encryptThenMac) {
            body.putShort((short) 4).putShort((short) 22).putShort((short) 0);
        }
        return RecordSealer.plain(22, message(2, Arrays.copyOf(body.array(), body.position())));
    }

    private static byte[] message(int type, byte[] body) {
        return ByteBuffer.allocate(4 + body.length)
                .putInt(type << 24 | body.length)
                .put(body)
                .array();
    }

    /** What a side says begins with a record of its own; now and then a key changes behind it. */
    private byte[] records(RecordSealer sealer, byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < bytes.length; ) {
            int most = random.nextInt(4) == 0 ? 1 + random.nextInt(300) : 1 << 14;
            int size = Math.min(bytes.length - at, Math.max(most, sealer.ofClient() ? 1000 : 1));
            out.writeBytes(sealer.seal(23, Arrays.copyOfRange(bytes, at, at + size)));
            at += size;
        }
        return out.toByteArray();
    }

    private static byte[] renumbered(byte[] bytes) {
        byte[] shifted = bytes.clone();
        for (int at = 0; at < shifted.length; at += 4 + LittleEndian.u3(shifted, at)) {
            shifted[at + 3]++;
        }
        return shifted;
    }
}
