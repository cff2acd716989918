package io.hydrophone.traffic.compare;

import java.util.Locale;

/** What the target does to a statement, the worst first: this is the order in which a report ranks them. */
public enum Verdict {
    /** It fails where it did not. */
    BREAKS,
    /** The target gave no answer. */
    UNANSWERED,
    /** It tells or changes other rows. */
    DIFFERS,
    /** It failed before, and fails with another error now: an application may look for the number. */
    FAILS_OTHERWISE,
    /** Its only new errors are deadlocks and lock waits, which depend on what runs beside it. */
    CONTENDS,
    /** It takes longer. */
    SLOWER,
    /** It warns more. */
    WARNS,
    /** It no longer fails. */
    FIXED,
    /** It takes less time. */
    FASTER,
    /** Nothing that matters is different. */
    SAME,
    /** Its answers are the same; it was too rare to say anything of its time. */
    RARE,
    /** It was not compared: left out, or not heard on a side. */
    NOT_COMPARED;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As in JSON. */
    public String label() {
        return label;
    }

    /** As people read it. */
    public String words() {
        return label.replace('_', ' ');
    }

    /** Whether the target is worse than the source. */
    public boolean isWorse() {
        return compareTo(WARNS) <= 0;
    }

    /** Whether there is anything to tell: neither the same nor unknown. */
    public boolean isDifferent() {
        return compareTo(SAME) < 0;
    }
}
