package io.hydrophone.wire;

import java.util.Locale;

/** How a command ended, as far as the listener can know. */
public enum Outcome {
    /** The server answered, without an error. */
    OK,
    /** The server answered with an error. */
    ERROR,
    /** Bytes of the command or of its answer were not captured; nothing is guessed about it. */
    LOST,
    /** The connection closed before the answer was complete. */
    ABORTED,
    /** The capture ended before the answer did. */
    UNFINISHED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As in JSON. */
    public String label() {
        return label;
    }
}
