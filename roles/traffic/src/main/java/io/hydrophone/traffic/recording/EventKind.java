package io.hydrophone.traffic.recording;

import io.hydrophone.wire.Outcome;

/** The numbers that stand in a recording; docs/recording-format.md has them. They never change. */
final class EventKind {
    static final int SESSION_BEGUN = 1;
    static final int ASKED = 2;
    static final int UPLOADED = 3;
    static final int ANSWERED = 4;
    static final int SESSION_OVER = 5;
    static final int LOSSES = 6;

    private EventKind() {}

    static int codeOf(Outcome outcome) {
        return switch (outcome) {
            case OK -> 1;
            case ERROR -> 2;
            case LOST -> 3;
            case ABORTED -> 4;
            case UNFINISHED -> 5;
        };
    }

    /** Null for a number that is none. */
    static Outcome outcome(long code) {
        return switch (Math.clamp(code, 0, 6)) {
            case 1 -> Outcome.OK;
            case 2 -> Outcome.ERROR;
            case 3 -> Outcome.LOST;
            case 4 -> Outcome.ABORTED;
            case 5 -> Outcome.UNFINISHED;
            default -> null;
        };
    }
}
