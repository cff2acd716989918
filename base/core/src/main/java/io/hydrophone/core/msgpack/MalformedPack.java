package io.hydrophone.core.msgpack;

/** Bytes that are no MessagePack, or not what was to come. Its message says what is there, and at which byte. */
public final class MalformedPack extends RuntimeException {
    MalformedPack(String what, int at) {
        super(what + " at byte " + at, null, false, false);
    }
}
