package io.hydrophone.report;

/**
 * What a report is known by: never the same for two intervals, so that whoever gets one twice can tell.
 *
 * @param probe the probe's name
 * @param epoch of one run of the probe: when it began, in microseconds since 1970
 * @param sequence of the interval in that run, from 1, without holes
 */
public record ReportId(String probe, long epoch, long sequence) {
    @Override
    public String toString() {
        return probe + "/" + Long.toHexString(epoch) + "/" + sequence;
    }
}
