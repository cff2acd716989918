package io.hydrophone.core.msgpack;

/** Bytes that are no MessagePack, or not what was to come. Its message says what is there, and at which byte. */
public final class MalformedPack extends RuntimeException {
    private final String what;
    private final int at;

    MalformedPack(String what, int at) {
        super(what + " at byte " + at, null, false, false);
        this.what = what;
        this.at = at;
    }

    /** What is there. */
    public String what() {
        return what;
    }

    /** At which byte of the array. */
    public int at() {
        return at;
    }
}
