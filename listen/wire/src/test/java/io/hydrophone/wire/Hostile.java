package io.hydrophone.wire;

import io.hydrophone.wire.source.LinkType;
import io.hydrophone.wire.source.PacketHandler;
import io.hydrophone.wire.synthetic.SyntheticConnection;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.Deflater;

/** A client and a server that mean no good, on one connection after the other. */
final class Hostile {
    static final int PORT = 3306;

    private static final int PROTOCOL_41 = 0x200;
    private static final int SECURE = 0x8000;
    private static final int COMPRESS = 0x20;
    private static final int PLUGIN_AUTH = 0x8_0000;

    private final PacketHandler handler;
    private long nanos = 1_700_000_000_000_000_000L;
    private int connections;
    private SyntheticConnection connection;
    private int capabilities = PROTOCOL_41 | SECURE | PLUGIN_AUTH;

    Hostile(PacketHandler handler) {
        this.handler = handler;
    }

    Hostile compressing() {
        capabilities |= COMPRESS;
        return this;
    }

    /** A new connection from an address and port that were not used before, logged in. */
    Hostile connect(String user) {
        int client = 0x0a00_0000 + connections / 50_000;
        connection = new SyntheticConnection(handler, client, 10_000 + connections++ % 50_000, 0xc0a8_0001, PORT);
        connection.open(tick());
        byte[] greeting = new byte[80];
        greeting[0] = 10;
        byte[] version = {'8', '.', '0', 0};
        System.arraycopy(version, 0, greeting, 1, 4);
        int at = 1 + 4 + 4 + 8 + 1;
        greeting[at] = (byte) capabilities;
        greeting[at + 1] = (byte) (capabilities >> 8);
        greeting[at + 5] = (byte) (capabilities >> 16);
        greeting[at + 6] = (byte) (capabilities >> 24);
        server(0, greeting);
        byte[] login = new byte[32 + user.length() + 3];
        for (int i = 0; i < 4; i++) {
            login[i] = (byte) (capabilities >> (8 * i));
        }
        System.arraycopy(user.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), 0, login, 32, user.length());
        client(1, login);
        server(2, new byte[] {0, 0, 0, 2, 0, 0, 0});
        return this;
    }

    private long tick() {
        nanos += 1_000;
        if (nanos % 100_000_000 == 0) {
            handler.tick(nanos);
        }
        return nanos;
    }

    private static byte[] packet(int number, byte[] payload) {
        byte[] packet = new byte[4 + payload.length];
        packet[0] = (byte) payload.length;
        packet[1] = (byte) (payload.length >> 8);
        packet[2] = (byte) (payload.length >> 16);
        packet[3] = (byte) number;
        System.arraycopy(payload, 0, packet, 4, payload.length);
        return packet;
    }

    Hostile client(int number, byte[] payload) {
        return rawClient(packet(number, payload));
    }

    Hostile server(int number, byte[] payload) {
        byte[] packet = packet(number, payload);
        connection.server(tick(), packet, 0, packet.length);
        return this;
    }

    Hostile rawClient(byte[] bytes) {
        connection.client(tick(), bytes, 0, bytes.length);
        return this;
    }

    /** A command of one byte and a text of that many. */
    Hostile command(int code, int length) {
        byte[] payload = new byte[1 + length];
        Arrays.fill(payload, (byte) 'x');
        payload[0] = (byte) code;
        return client(0, payload);
    }

    /** The answer to a PREPARE: an id, no columns, that many parameters, whose definitions do not come. */
    Hostile prepared(int id, int parameters) {
        return server(1, new byte[] {
            0, (byte) id, (byte) (id >> 8), 0, 0, 0, 0, (byte) parameters, (byte) (parameters >> 8), 0, 0, 0
        });
    }

    /** A compressed frame that announces 16 MiB and keeps its word: all of it are zeros. */
    static byte[] bomb() {
        int length = 0xff_ffff;
        Deflater deflater = new Deflater(9);
        deflater.setInput(new byte[length]);
        deflater.finish();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] piece = new byte[1 << 16];
        while (!deflater.finished()) {
            body.write(piece, 0, deflater.deflate(piece));
        }
        deflater.end();
        byte[] frame = new byte[7 + body.size()];
        frame[0] = (byte) body.size();
        frame[1] = (byte) (body.size() >> 8);
        frame[2] = (byte) (body.size() >> 16);
        frame[4] = (byte) length;
        frame[5] = (byte) (length >> 8);
        frame[6] = (byte) (length >> 16);
        System.arraycopy(body.toByteArray(), 0, frame, 7, body.size());
        return frame;
    }

    /** Frames that are no packets at all. */
    void noise(byte[] bytes) {
        handler.packet(tick(), LinkType.ETHERNET, bytes, 0, bytes.length, bytes.length);
    }
}
