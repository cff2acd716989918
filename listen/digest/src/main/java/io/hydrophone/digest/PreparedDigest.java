package io.hydrophone.digest;

/** The note on a prepared statement: computed when it is first executed, used by all later executions. */
final class PreparedDigest {
    final long digest;
    final byte[] fingerprint;

    PreparedDigest(long digest, byte[] fingerprint) {
        this.digest = digest;
        this.fingerprint = fingerprint;
    }
}
