package io.hydrophone.traffic.recording;

import java.security.SecureRandom;

/**
 * Nonces of 96 bits: a random number when a recording is begun or gone on with, and one more for each block. Two recordings with one
 * key, of 2³² blocks each, would have to begin within 2³² of one another out of 2⁹⁶.
 */
final class Nonces {
    private final byte[] next = new byte[BlockHead.NONCE_BYTES];

    Nonces() {
        new SecureRandom().nextBytes(next);
    }

    byte[] next() {
        byte[] nonce = next.clone();
        for (int i = next.length - 1; i >= 0 && ++next[i] == 0; i--) {
            // The carry.
        }
        return nonce;
    }
}
