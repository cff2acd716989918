package io.hydrophone.probe;

import io.hydrophone.wire.SampleRatio;
import java.util.Locale;

/**
 * Which part of the sessions is heard now.
 *
 * @param sinceNanos since 1970
 */
public record SampleState(SampleRatio ratio, long sinceNanos, Reason reason) {
    /** Why it is this part. */
    public enum Reason {
        /** All sessions are heard. */
        NONE,
        /** It was asked for. */
        OPTION,
        /** To stay within the processor time that was allowed. */
        CPU_LIMIT;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static SampleState asked(SampleRatio ratio) {
        return new SampleState(ratio, now(), ratio.isAll() ? Reason.NONE : Reason.OPTION);
    }

    /** What comes after this: back at what was asked for, or within the limit. */
    SampleState next(SampleRatio ratio, SampleRatio asked) {
        return ratio.equals(asked) ? asked(ratio) : new SampleState(ratio, now(), Reason.CPU_LIMIT);
    }

    private static long now() {
        return System.currentTimeMillis() * 1_000_000;
    }
}
