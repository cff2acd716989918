package io.hydrophone.digest.transaction;

import io.hydrophone.digest.summary.TransactionShape;
import io.hydrophone.digest.summary.TransactionStep;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A transaction's statements in their order: the first few, and a hash of all. One that is repeated at once is one. */
final class Steps {
    static final int KEPT = 8;

    private final long[] digests = new long[KEPT];
    private final byte[][] fingerprints = new byte[KEPT][];
    private int count;
    private long last;
    private long hash;

    void clear() {
        count = 0;
        hash = 0;
    }

    void add(KnownStatement statement) {
        long digest = statement.digest();
        if (count > 0 && digest == last) {
            return;
        }
        last = digest;
        hash = Long.rotateLeft((hash ^ digest) * 0x9E3779B97F4A7C15L, 31);
        if (count < KEPT) {
            digests[count] = digest;
            fingerprints[count] = statement.fingerprint();
        }
        count++;
    }

    void copy(Steps other) {
        System.arraycopy(other.digests, 0, digests, 0, KEPT);
        System.arraycopy(other.fingerprints, 0, fingerprints, 0, KEPT);
        count = other.count;
        last = other.last;
        hash = other.hash;
    }

    /** Never that of the row for all others. */
    long hash() {
        return hash == TransactionShape.OTHER ? 1 : hash;
    }

    boolean longer() {
        return count > KEPT;
    }

    List<TransactionStep> list() {
        List<TransactionStep> list = new ArrayList<>();
        for (int i = 0; i < Math.min(count, KEPT); i++) {
            list.add(step(digests[i], fingerprints[i]));
        }
        return list;
    }

    static TransactionStep step(long digest, byte[] fingerprint) {
        return new TransactionStep(digest, new String(fingerprint, StandardCharsets.UTF_8));
    }
}
