package io.hydrophone.digest.summary;

import java.util.Arrays;

/**
 * A statement as it was sent, literals included: personal data. It has no accessor that a serializer would find and its
 * {@link #toString} tells nothing; whoever shows it says whether the literals may be seen.
 */
public final class RawSql {
    private final byte[] bytes;

    public RawSql(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    /** The bytes with their literals, in the session's character set; a copy. */
    public byte[] reveal() {
        return bytes.clone();
    }

    /** Bytes. */
    public int size() {
        return bytes.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RawSql that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "RawSql(" + bytes.length + " bytes)";
    }
}
