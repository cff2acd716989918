package io.hydrophone.wire.tls;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES in CBC mode with an HMAC, of what is said or (encrypt-then-MAC) of what is sent. TLS 1.0 has no IV in the record
 * but goes on from the block before, so that there nothing can be opened behind a loss.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5246#section-6.2.3.2">RFC 5246, 6.2.3.2</a>, and RFC 7366
 */
final class CbcCipher implements RecordCipher {
    private static final int BLOCK = 16;

    private final JdkCiphers ciphers;
    private final ServerHello hello;
    private final SecretKey macKey;
    private final SecretKey key;
    /** The block before the next record in TLS 1.0; else empty. */
    private byte[] chained;

    CbcCipher(JdkCiphers ciphers, ServerHello hello, byte[] macKey, byte[] key, byte[] iv) {
        this.ciphers = ciphers;
        this.hello = hello;
        this.macKey = new SecretKeySpec(macKey, "Hmac" + hello.suite().hash().label);
        this.key = new SecretKeySpec(key, "AES");
        this.chained = iv.clone();
    }

    @Override
    public int open(int type, long number, byte[] data, int offset, int length, byte[] out) {
        int macBytes = hello.suite().hash().bytes;
        int sent = hello.encryptThenMac() ? length - macBytes : length;
        int explicit = chained.length == 0 ? BLOCK : 0;
        int blocks = sent - explicit;
        if (blocks < BLOCK || blocks % BLOCK != 0) {
            return REFUSED;
        }
        if (hello.encryptThenMac() && !proven(type, number, data, offset, sent)) {
            return REFUSED;
        }
        byte[] iv = explicit == 0 ? chained : Arrays.copyOfRange(data, offset, offset + BLOCK);
        try {
            Cipher cipher = ciphers.cipher(CipherSuite.Bulk.AES_CBC);
            cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(iv));
            cipher.doFinal(data, offset + explicit, blocks, out);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        int content = withoutPadding(out, blocks);
        if (!hello.encryptThenMac()) {
            content -= macBytes;
            if (content < 0 || !proven(type, number, out, 0, content)) {
                return REFUSED;
            }
        }
        if (explicit == 0) {
            chained = Arrays.copyOfRange(data, offset + blocks - BLOCK, offset + blocks);
        }
        return Math.max(content, REFUSED);
    }

    /** The length before the padding, or a negative one: the last byte tells how many bytes before it are the same. */
    private static int withoutPadding(byte[] out, int length) {
        int padding = out[length - 1] & 0xff;
        for (int i = Math.max(0, length - 1 - padding); i < length; i++) {
            if ((out[i] & 0xff) != padding) {
                return REFUSED;
            }
        }
        return Math.max(REFUSED, length - 1 - padding);
    }

    /** Whether the code that stands behind these bytes is theirs. */
    private boolean proven(int type, long number, byte[] data, int offset, int length) {
        try {
            Mac mac = ciphers.mac(hello.suite().hash());
            mac.init(macKey);
            mac.update(ByteBuffer.allocate(13)
                    .putLong(number)
                    .put((byte) type)
                    .putShort((short) hello.version().code)
                    .putShort((short) length)
                    .flip());
            mac.update(data, offset, length);
            byte[] code = mac.doFinal();
            return MessageDigest.isEqual(
                    code, Arrays.copyOfRange(data, offset + length, offset + length + code.length));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
