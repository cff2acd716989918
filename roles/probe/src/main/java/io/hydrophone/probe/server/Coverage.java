package io.hydrophone.probe.server;

import io.hydrophone.digest.report.Units;

/**
 * How much of what a server was asked was heard, in one span of time.
 *
 * @param questions the server's own count, Hydrophone's questions left out
 * @param heard those of them that were heard
 */
public record Coverage(long questions, long heard) {
    static final Coverage NONE = new Coverage(0, 0);

    /** Whether anything was asked, so that there is a share. */
    public boolean isKnown() {
        return questions > 0;
    }

    /** From 0 to 1. */
    public double ratio() {
        return Math.min(1.0, (double) heard / questions);
    }

    /** For people, never rounded up: {@code 99.9%} is not all of it. */
    public String percent() {
        return Units.percent(Math.floor(ratio() * 1_000) / 1_000);
    }

    /** Those that were not heard. */
    public long unheard() {
        return Math.max(0, questions - heard);
    }

    Coverage plus(long moreQuestions, long moreHeard) {
        return new Coverage(questions + moreQuestions, heard + moreHeard);
    }

    Coverage minus(Coverage earlier) {
        return new Coverage(questions - earlier.questions, heard - earlier.heard);
    }
}
