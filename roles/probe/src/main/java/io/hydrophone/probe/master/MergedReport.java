package io.hydrophone.probe.master;

import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.merge.Receipts;

/**
 * What a master tells of an interval.
 *
 * @param fleet rows over all servers, their instance is ""
 * @param instances rows by server, where somebody wanted them; else the same as {@code fleet}
 * @param reports that it is made of, not to be changed
 */
record MergedReport(IntervalReport fleet, IntervalReport instances, Receipts reports) {
    /** Rows by server that a report takes; beyond, the least used fall into {@code other}. */
    static final int MAX_STATEMENTS = 19_000;

    /** Its number among those of the group. */
    long number() {
        return fleet.id().sequence();
    }
}
