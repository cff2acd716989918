package io.hydrophone.probe;

import io.hydrophone.digest.summary.Summary;
import io.hydrophone.report.CaptureFigures;
import io.hydrophone.wire.WireCounters;

/**
 * What was heard in a second.
 *
 * @param capture what was met and what was lost in it; packets and kernel drops are counted elsewhere
 */
record Second(Summary summary, CaptureFigures capture) {
    /** Those of the figures that a decoder counts. */
    static CaptureFigures figures(WireCounters wire) {
        return new CaptureFigures(
                0,
                0,
                wire.sessions(),
                wire.logins(),
                wire.failedLogins(),
                0,
                wire.gaps(),
                wire.lostBytes(),
                wire.lostCommands(),
                wire.evictedSessions(),
                wire.sampledOutSessions(),
                wire.tlsSessions(),
                wire.unparsed() + wire.unrecognised());
    }
}
