package io.hydrophone.alert.engine;

/** Something that is to be told of an alert. */
public record Notice(Kind kind, Alert alert) {
    /** What of it. */
    public enum Kind {
        FIRING,
        /** It still fires. */
        REMINDER,
        RESOLVED
    }
}
