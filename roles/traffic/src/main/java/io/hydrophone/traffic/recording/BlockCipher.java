package io.hydrophone.traffic.recording;

import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;

/** AES-256-GCM over a block's contents, the head authenticated with them. One thread at a time. */
final class BlockCipher {
    static final int TAG_BYTES = 16;

    /**
     * A block goes through the cipher in pieces, as the optimising compiler, which knows the processor's instructions for AES and
     * GHASH, turns to what is called often; a few calls a second with long loops within would stay as slow as at the start.
     */
    private static final int PIECE_BYTES = 256;

    private final Cipher cipher;

    BlockCipher() {
        try {
            cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has AES-GCM", e);
        }
    }

    /** Encrypts; the tag is the last bytes. Returns how many bytes were written. */
    int encrypt(
            RecordingKey key,
            byte[] nonce,
            byte[] head,
            int headBytes,
            byte[] plain,
            int length,
            byte[] to,
            int offset) {
        try {
            cipher.init(Cipher.ENCRYPT_MODE, key.secret(), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, nonce));
            cipher.updateAAD(head, 0, headBytes);
            int done = 0;
            int written = 0;
            for (; length - done > PIECE_BYTES; done += PIECE_BYTES) {
                written += cipher.update(plain, done, PIECE_BYTES, to, offset + written);
            }
            return written + cipher.doFinal(plain, done, length - done, to, offset + written);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // Wrong use: a key of another length, or no room.
        }
    }

    /** Decrypts; null when contents or head are not those that were encrypted. */
    byte[] decrypt(RecordingKey key, BlockHead head, byte[] block, int at) {
        try {
            cipher.init(Cipher.DECRYPT_MODE, key.secret(), new GCMParameterSpec(TAG_BYTES * Byte.SIZE, head.nonce()));
            cipher.updateAAD(block, at, head.bytes() - BlockHead.CHECKSUM_BYTES);
            return cipher.doFinal(block, at + head.bytes(), head.storedBytes());
        } catch (AEADBadTagException e) {
            return null;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
