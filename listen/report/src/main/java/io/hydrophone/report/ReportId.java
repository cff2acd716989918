package io.hydrophone.report;

import java.util.HexFormat;

/**
 * What a report is known by: never the same for two intervals, so that whoever gets one twice can tell.
 *
 * @param probe the probe's name
 * @param epoch of one run of the probe: when it began, in microseconds since 1970
 * @param sequence of the interval in that run, from 1, without holes
 */
public record ReportId(String probe, long epoch, long sequence) {
    /** Bytes of UTF-8 that a probe's name takes at most. */
    public static final int MAX_PROBE_BYTES = 255;

    /** An epoch as it stands in addresses and messages: hexadecimal digits, as few as will do. */
    public static String epochText(long epoch) {
        return Long.toHexString(epoch);
    }

    /**
     * Reads {@link #epochText}, leading zeros allowed.
     *
     * @throws IllegalArgumentException when it is not 1 to 16 hexadecimal digits
     */
    public static long parseEpoch(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("no digits");
        }
        return HexFormat.fromHexDigitsToLong(text);
    }

    /** Whether both are of one run of one probe. */
    public boolean isOfSameRun(ReportId other) {
        return epoch == other.epoch && probe.equals(other.probe);
    }

    /** Whether who has another report, and all before it of its run, has this one. */
    public boolean isCoveredBy(ReportId other) {
        return isOfSameRun(other) && sequence <= other.sequence;
    }

    @Override
    public String toString() {
        return probe + "/" + epochText(epoch) + "/" + sequence;
    }
}
