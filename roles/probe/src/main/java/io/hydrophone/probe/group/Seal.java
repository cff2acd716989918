package io.hydrophone.probe.group;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts and authenticates packets with AES-256-GCM. The secret becomes a key by PBKDF2; from that, each process derives one of its own with
 * HMAC-SHA-256 over a random salt, so that its nonces can be a counter and never repeat under a key.
 *
 * <pre>
 * mark 2, salt 16, counter 8, ciphertext, tag 16
 * </pre>
 */
final class Seal {
    /** Those of JGroups begin with its version, which is another. */
    private static final short MARK = 0x4801;

    private static final int SALT = 16;
    private static final int TAG = 16;
    private static final int HEAD = Short.BYTES + SALT + Long.BYTES;

    private static final int OVERHEAD = HEAD + TAG;

    private static final int ROUNDS = 200_000;
    private static final byte[] PBKDF2_SALT = "hydrophone group 1".getBytes(StandardCharsets.US_ASCII);

    /** More processes than a group has members; others are derived again. */
    private static final int KEYS_KEPT = 64;

    private final SecretKeySpec master;
    private final byte[] salt = new byte[SALT];
    private final SecretKeySpec own;
    private final AtomicLong counter = new AtomicLong();

    private final Map<ByteBuffer, SecretKeySpec> others = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, SecretKeySpec> eldest) {
            return size() > KEYS_KEPT;
        }
    };

    Seal(String secret) {
        try {
            SecretKeyFactory factory = SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256");
            byte[] derived = factory.generateSecret(new PBEKeySpec(secret.toCharArray(), PBKDF2_SALT, ROUNDS, 256))
                    .getEncoded();
            master = new SecretKeySpec(derived, "HmacSHA256");
            new SecureRandom().nextBytes(salt);
            own = derive(salt);
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** Whether these bytes claim to be sealed, with whatever key. */
    static boolean isSealed(byte[] packet) {
        return packet.length >= Short.BYTES && ByteBuffer.wrap(packet).getShort() == MARK;
    }

    byte[] seal(byte[] packet, int offset, int length) {
        long number = counter.getAndIncrement();
        byte[] sealed = new byte[OVERHEAD + length];
        ByteBuffer.wrap(sealed).putShort(MARK).put(salt).putLong(number);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, own, number);
            cipher.updateAAD(sealed, 0, HEAD);
            cipher.doFinal(packet, offset, length, sealed, HEAD);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw missing(e);
        }
    }

    /** The packet as it was, or null when it is none that was sealed with this secret. */
    byte[] open(byte[] sealed) {
        if (sealed.length < OVERHEAD) {
            return null;
        }
        ByteBuffer head = ByteBuffer.wrap(sealed, 0, HEAD);
        if (head.getShort() != MARK) {
            return null;
        }
        byte[] theirs = new byte[SALT];
        head.get(theirs);
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key(theirs), head.getLong());
            cipher.updateAAD(sealed, 0, HEAD);
            return cipher.doFinal(sealed, HEAD, sealed.length - HEAD);
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    private SecretKeySpec key(byte[] theirs) throws GeneralSecurityException {
        if (Arrays.equals(theirs, salt)) {
            return own;
        }
        ByteBuffer name = ByteBuffer.wrap(theirs);
        synchronized (others) {
            SecretKeySpec known = others.get(name);
            if (known == null) {
                known = derive(theirs);
                others.put(name, known);
            }
            return known;
        }
    }

    private SecretKeySpec derive(byte[] fromSalt) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(master);
        return new SecretKeySpec(mac.doFinal(fromSalt), "AES");
    }

    private static Cipher cipher(int mode, SecretKeySpec key, long number) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        byte[] nonce = ByteBuffer.allocate(12).putInt(0).putLong(number).array();
        cipher.init(mode, key, new GCMParameterSpec(TAG * 8, nonce));
        return cipher;
    }

    private static AssertionError missing(GeneralSecurityException e) {
        return new AssertionError("every Java has AES-GCM, HMAC and PBKDF2", e);
    }
}
