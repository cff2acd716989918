package io.hydrophone.wire.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Protects one direction's records: the other way round than what is tested, from the RFCs. */
final class RecordSealer {
    static final byte[] MASTER = Arrays.copyOf("a master secret that no one else knows of".getBytes(US_ASCII), 48);

    private final ServerHello hello;
    private final boolean ofClient;
    private byte[] macKey = {};
    private byte[] key;
    private byte[] iv;
    private KeySchedule13 schedule;
    private long number;

    RecordSealer(ServerHello hello, byte[] clientRandom, boolean ofClient) {
        this.hello = hello;
        this.ofClient = ofClient;
        if (hello.version() == TlsVersion.TLS_1_3) {
            use(new KeySchedule13(hello.suite(), traffic(ofClient)));
            return;
        }
        boolean cbc = hello.suite().bulk() == CipherSuite.Bulk.AES_CBC;
        int mac = cbc ? hello.suite().hash().bytes : 0;
        int size = hello.suite().keyBytes();
        ByteBuffer seed = ByteBuffer.allocate(64).put(hello.random()).put(clientRandom);
        ByteBuffer block = ByteBuffer.wrap(Prf.expand(
                hello.version(), hello.suite().hash(), MASTER, "key expansion", seed.array(), 2 * (mac + size + 16)));
        byte[][] parts = {new byte[mac], new byte[mac], new byte[size], new byte[size], new byte[cbc ? 16 : 4], null};
        parts[5] = parts[4].clone();
        for (byte[] part : parts) {
            block.get(part);
        }
        int side = ofClient ? 0 : 1;
        macKey = parts[side];
        key = parts[2 + side];
        iv = parts[4 + side];
    }

    static byte[] traffic(boolean ofClient) {
        byte[] secret = new byte[32];
        Arrays.fill(secret, (byte) (ofClient ? 1 : 2));
        return secret;
    }

    boolean ofClient() {
        return ofClient;
    }

    private void use(KeySchedule13 generation) {
        schedule = generation;
        key = generation.key();
        iv = generation.iv();
        number = 0;
    }

    /** A KeyUpdate, behind which the next generation's key applies. */
    byte[] updateKey() {
        byte[] message = seal(22, new byte[] {24, 0, 0, 1, 0});
        use(schedule.updated());
        return message;
    }

    static byte[] plain(int type, byte[] content) {
        return ByteBuffer.allocate(5 + content.length)
                .put((byte) type)
                .putShort((short) 0x0303)
                .putShort((short) content.length)
                .put(content)
                .array();
    }

    byte[] seal(int type, byte[] content) {
        return seal(type, content, 0);
    }

    /** @param padding zeros behind the content, in TLS 1.3 */
    byte[] seal(int type, byte[] content, int padding) {
        try {
            byte[] record = protect(type, content, padding);
            number++;
            return record;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] protect(int type, byte[] content, int padding) throws GeneralSecurityException {
        if (hello.version() == TlsVersion.TLS_1_3) {
            byte[] inner = Arrays.copyOf(content, content.length + 1 + padding);
            inner[content.length] = (byte) type;
            byte[] nonce = iv.clone();
            for (int i = 0; i < 8; i++) {
                nonce[11 - i] ^= (byte) (number >>> (8 * i));
            }
            byte[] header = Arrays.copyOf(plain(23, new byte[inner.length + 16]), 5);
            return plain(23, gcm(nonce, header, inner));
        }
        if (hello.suite().bulk() == CipherSuite.Bulk.AES_GCM) {
            byte[] nonce = ByteBuffer.allocate(12).put(iv).putLong(number * 77).array();
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            body.write(nonce, 4, 8);
            body.writeBytes(gcm(nonce, numbered(type, content.length), content));
            return plain(type, body.toByteArray());
        }
        return record(type, cbc(type, content));
    }

    private byte[] gcm(byte[] nonce, byte[] header, byte[] content) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(header);
        return cipher.doFinal(content);
    }

    private byte[] cbc(int type, byte[] content) throws GeneralSecurityException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes(content);
        if (!hello.encryptThenMac()) {
            text.writeBytes(code(type, content));
        }
        int padding = 15 - text.size() % 16;
        for (int i = 0; i <= padding; i++) {
            text.write(padding);
        }
        boolean chained = hello.version() == TlsVersion.TLS_1_0;
        byte[] start = chained ? iv : Arrays.copyOf(numbered(type, 1), 16);
        Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
        cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(start));
        byte[] blocks = cipher.doFinal(text.toByteArray());
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        if (chained) {
            iv = Arrays.copyOfRange(blocks, blocks.length - 16, blocks.length);
        } else {
            body.writeBytes(start);
        }
        body.writeBytes(blocks);
        if (hello.encryptThenMac()) {
            body.writeBytes(code(type, body.toByteArray()));
        }
        return body.toByteArray();
    }

    private byte[] code(int type, byte[] of) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(macKey, "HmacSHA1"));
        mac.update(numbered(type, of.length));
        return mac.doFinal(of);
    }

    private byte[] record(int type, byte[] body) {
        byte[] record = plain(type, body);
        record[2] = (byte) hello.version().inRecords();
        return record;
    }

    private byte[] numbered(int type, int length) {
        return ByteBuffer.allocate(13)
                .putLong(number)
                .put((byte) type)
                .putShort((short) hello.version().inRecords())
                .putShort((short) length)
                .array();
    }
}
