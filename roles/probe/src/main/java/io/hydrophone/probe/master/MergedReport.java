package io.hydrophone.probe.master;

import io.hydrophone.report.IntervalReport;

/**
 * What a master tells of an interval.
 *
 * @param fleet rows over all servers, their instance is ""
 * @param instances rows by server, where somebody wanted them; else the same as {@code fleet}
 */
record MergedReport(IntervalReport fleet, IntervalReport instances) {
    /** Rows by server that a report takes; beyond, the least used fall into {@code other}. */
    static final int MAX_STATEMENTS = 19_000;

    /** Its number among those of the group. */
    long number() {
        return fleet.id().sequence();
    }
}
