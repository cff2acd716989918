package io.hydrophone.wire.tcp;

import com.github.luben.zstd.Zstd;
import io.hydrophone.protocol.Capability;
import io.hydrophone.protocol.LittleEndian;
import io.hydrophone.wire.tcp.Recording.Turn;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;

/** Makes of a recorded session the same session with the compressed protocol, as a server and a client would send it. */
public final class Compressing {
    /** How bodies are compressed. */
    public enum Method {
        ZLIB(Capability.COMPRESS),
        ZSTD(Capability.ZSTD_COMPRESSION);

        private final int capability;

        Method(int capability) {
            this.capability = capability;
        }
    }

    private final Method method;
    private final Random random;
    /** Of the next frame: servers go on where the client's command ended. */
    private int number;

    private Compressing(Method method, long seed) {
        this.method = method;
        this.random = new Random(seed);
    }

    /** The turns with another login and, behind it, in frames. */
    public static List<Turn> of(List<Turn> turns, Method method, long seed) {
        return new Compressing(method, seed).compress(turns);
    }

    private List<Turn> compress(List<Turn> turns) {
        List<Turn> compressed = new ArrayList<>();
        boolean loggedIn = false;
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            byte[] bytes = turn.bytes().clone();
            if (loggedIn) {
                number = turn.fromClient() ? 0 : number;
                bytes = frames(bytes, turn.fromClient() ? 1000 : 1); // clients begin a command in a frame of its own
            } else if (i == 0) {
                offer(bytes);
            } else if (i == 1) {
                int capabilities = LittleEndian.i4(bytes, 4) | method.capability;
                put(bytes, 4, capabilities, 4);
            } else {
                loggedIn = !turn.fromClient() && lastPacketIsOk(bytes);
            }
            compressed.add(new Turn(turn.fromClient(), bytes));
        }
        return compressed;
    }

    /** The greeting: version, connection 4, salt 8, zero, capabilities 2, character set 1, status 2, capabilities 2. */
    private void offer(byte[] greeting) {
        int at = 5;
        while (greeting[at] != 0) {
            at++;
        }
        at += 1 + 4 + 8 + 1;
        put(greeting, at, LittleEndian.u2(greeting, at) | (method.capability & 0xffff), 2);
        put(greeting, at + 5, LittleEndian.u2(greeting, at + 5) | (method.capability >>> 16), 2);
    }

    private static boolean lastPacketIsOk(byte[] bytes) {
        int at = 0;
        int last = 0;
        while (at < bytes.length) {
            last = at;
            at += 4 + LittleEndian.u3(bytes, at);
        }
        return bytes[last + 4] == 0;
    }

    private byte[] frames(byte[] bytes, int least) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < bytes.length; ) {
            int size = Math.min(bytes.length - at, random.nextInt(4) == 0 ? least + random.nextInt(300) : 1 << 20);
            byte[] piece = Arrays.copyOfRange(bytes, at, at + size);
            boolean stored = size < 50 || random.nextInt(5) == 0;
            byte[] body = stored ? piece : method == Method.ZLIB ? deflate(piece) : Zstd.compress(piece);
            byte[] header = new byte[7];
            put(header, 0, body.length, 3);
            put(header, 3, number++, 1);
            put(header, 4, stored ? 0 : size, 3);
            out.writeBytes(header);
            out.writeBytes(body);
            at += size;
        }
        return out.toByteArray();
    }

    private static byte[] deflate(byte[] bytes) {
        try (Deflater deflater = new Deflater()) {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] out = new byte[bytes.length + 100];
            return Arrays.copyOf(out, deflater.deflate(out));
        }
    }

    private static void put(byte[] bytes, int at, int value, int size) {
        for (int i = 0; i < size; i++) {
            bytes[at + i] = (byte) (value >>> (8 * i));
        }
    }
}
