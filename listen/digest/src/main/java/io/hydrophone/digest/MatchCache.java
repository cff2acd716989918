package io.hydrophone.digest;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Remembers for each fingerprint whether a pattern is found in it, so that the regular expression runs once for each. */
final class MatchCache {
    private static final int SLOTS = 1 << 15;

    private final Pattern pattern;
    private final long[] digests = new long[SLOTS];
    /** 0 for a free slot, 1 found, 2 not found. */
    private final byte[] verdicts = new byte[SLOTS];

    private int used;

    MatchCache(Pattern pattern) {
        this.pattern = pattern;
    }

    boolean matches(long digest, byte[] text, int length) {
        int slot = (int) (digest ^ (digest >>> 32)) & (SLOTS - 1);
        while (verdicts[slot] != 0) {
            if (digests[slot] == digest) {
                return verdicts[slot] == 1;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        boolean found = pattern.matcher(new String(text, 0, length, StandardCharsets.UTF_8))
                .find();
        if (++used > SLOTS / 2) {
            // Rather ask again than grow without bound.
            Arrays.fill(verdicts, (byte) 0);
            used = 0;
        } else {
            digests[slot] = digest;
            verdicts[slot] = (byte) (found ? 1 : 2);
        }
        return found;
    }
}
