package io.hydrophone.traffic.recording;

/** Whether a recording is encrypted, and with which key. */
public final class Encryption {
    private static final Encryption NONE = new Encryption(null);

    private final RecordingKey key;

    private Encryption(RecordingKey key) {
        this.key = key;
    }

    /** For who declines. */
    public static Encryption none() {
        return NONE;
    }

    /** AES-256-GCM. */
    public static Encryption with(RecordingKey key) {
        return new Encryption(key);
    }

    /** Null without one. */
    RecordingKey key() {
        return key;
    }
}
