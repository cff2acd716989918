package io.hydrophone.traffic.broker;

import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.traffic.recording.Asked;
import io.hydrophone.traffic.recording.Losses;
import io.hydrophone.traffic.recording.SessionBegun;
import io.hydrophone.traffic.recording.SessionOver;
import io.hydrophone.traffic.recording.TrafficEvent;
import io.hydrophone.traffic.recording.Uploaded;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keeps the sessions of several runs apart, which all number theirs from 1: a recorder that was begun anew, or several that share a queue. Those of the run that comes first keep their
 * numbers.
 */
final class RunSessions {
    /** No run has as many sessions. */
    private static final int SESSION_BITS = 40;

    private static final int MAX_RUNS = 1 << (Long.SIZE - 1 - SESSION_BITS);

    /** A run that so many newer ones followed has long ended. */
    private static final int MAX_REMEMBERED = 1_024;

    private final Map<Long, Long> offsets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Long> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };

    private long count;

    /** What is added to the numbers of a run's sessions. */
    long offset(long recording) {
        Long offset = offsets.get(recording);
        if (offset == null) {
            offset = count++ % MAX_RUNS << SESSION_BITS;
            offsets.put(recording, offset);
        }
        return offset;
    }

    /** The event with another number of its session. */
    static TrafficEvent moved(TrafficEvent event, long offset) {
        if (offset == 0) {
            return event;
        }
        return switch (event) {
            case SessionBegun b ->
                new SessionBegun(
                        offset + b.session(),
                        b.nanos(),
                        b.instance(),
                        b.client(),
                        b.clientPort(),
                        b.user(),
                        b.database(),
                        b.collation(),
                        b.capabilities(),
                        b.sqlMode(),
                        b.midstream(),
                        b.prepared());
            case Asked a -> new Asked(offset + a.session(), a.number(), a.nanos(), a.payload(), a.truncated());
            case Uploaded u -> new Uploaded(offset + u.session(), u.number(), u.contents());
            case Answered a ->
                new Answered(
                        offset + a.session(),
                        a.number(),
                        a.nanos(),
                        a.outcome(),
                        a.errorCode(),
                        a.sqlState(),
                        a.message(),
                        a.rows(),
                        a.affected(),
                        a.warnings(),
                        a.status(),
                        a.bytesOut(),
                        a.latencyNanos(),
                        a.totalNanos(),
                        a.statementId(),
                        a.rowChecksum());
            case SessionOver o -> new SessionOver(offset + o.session(), o.nanos(), o.how());
            case Losses losses -> losses;
        };
    }
}
