package io.hydrophone.probe.push;

/**
 * What a report is known by everywhere: a receiver that sees one again drops it.
 *
 * @param probe the name of who made it, at most 255 bytes of UTF-8
 * @param epoch another one with each start of that probe, at most 255 bytes of UTF-8
 * @param sequence rises with each report of an epoch
 */
public record ReportId(String probe, String epoch, long sequence) {
    /** Whether a cumulative acknowledgement of another report is also one of this. */
    boolean isCoveredBy(ReportId acknowledged) {
        return isOfSameEpoch(acknowledged) && sequence <= acknowledged.sequence;
    }

    boolean isOfSameEpoch(ReportId other) {
        return probe.equals(other.probe) && epoch.equals(other.epoch);
    }
}
