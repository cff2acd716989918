package io.hydrophone.wire.tls;

/** Why nothing more of a session can be decrypted. */
public enum Undecipherable {
    /** The key log does not tell its secret, or not in time. */
    NO_SECRET,
    /** Its version or its cipher suite is not understood, or the two agree on new keys in the old way. */
    UNSUPPORTED,
    /** Its handshake, or more of its records than can be bridged, was not captured. */
    LOST,
    /** A record is not what the secret says it should be: another secret, or other bytes. */
    REFUSED
}
