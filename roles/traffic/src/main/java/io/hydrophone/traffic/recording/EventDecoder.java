package io.hydrophone.traffic.recording;

import io.hydrophone.core.ProblemException;
import io.hydrophone.wire.Outcome;
import java.util.ArrayList;
import java.util.List;

/**
 * The events of one block, one after the other. Kinds that this version does not know are passed over, and so is what a later version
 * appended to an event.
 */
public final class EventDecoder {
    private static final int TRUNCATED = 1;

    private final ByteReader in;
    private final long firstNanos;
    private final int end;
    private long sessionsFrom;

    /**
     * @param length of the block's contents, from the array's beginning
     * @param firstNanos time of the first event
     * @param where the block's place, for a problem
     */
    EventDecoder(byte[] contents, int length, long firstNanos, String where) {
        this.in = new ByteReader(contents, length, where);
        this.firstNanos = firstNanos;
        this.end = length;
    }

    /** Sessions' numbers are told as so much larger than they stand there. */
    void sessionsFrom(long number) {
        sessionsFrom = number;
    }

    private long session() {
        return sessionsFrom + in.count();
    }

    /**
     * The next event, or null at the end.
     *
     * @throws ProblemException when the contents are not what the format says; nothing follows then
     */
    public TrafficEvent next() {
        while (in.hasMore()) {
            try {
                int kind = in.octet();
                int length = in.length();
                int after = in.position() + length;
                in.move(in.position(), after);
                TrafficEvent event = event(kind);
                in.move(after, end);
                if (event != null) {
                    return event;
                }
            } catch (ProblemException e) {
                in.move(end, end);
                throw e;
            }
        }
        return null;
    }

    private TrafficEvent event(int kind) {
        return switch (kind) {
            case EventKind.SESSION_BEGUN -> sessionBegun();
            case EventKind.ASKED -> asked();
            case EventKind.UPLOADED -> new Uploaded(session(), in.count(), in.bytes());
            case EventKind.ANSWERED -> answered();
            case EventKind.SESSION_OVER -> new SessionOver(session(), time(), SessionEnd.of(in.count()));
            case EventKind.LOSSES -> losses();
            default -> null;
        };
    }

    private SessionBegun sessionBegun() {
        return new SessionBegun(
                session(),
                time(),
                in.text(),
                in.text(),
                in.intOrUnknown(),
                in.text(),
                in.text(),
                in.intCount(),
                in.unsigned(),
                in.text(),
                in.count() != 0,
                prepared());
    }

    private List<PreparedBefore> prepared() {
        long count = in.count();
        List<PreparedBefore> prepared = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            prepared.add(new PreparedBefore(in.count(), in.bytes()));
        }
        return prepared;
    }

    private Asked asked() {
        long session = session();
        long number = in.count();
        long nanos = time();
        boolean truncated = (in.octet() & TRUNCATED) != 0;
        return new Asked(session, number, nanos, in.bytes(), truncated);
    }

    private Answered answered() {
        return new Answered(
                session(),
                in.count(),
                time(),
                outcome(),
                in.intCount(),
                in.text(),
                in.text(),
                in.orUnknown(),
                in.orUnknown(),
                in.intOrUnknown(),
                in.intOrUnknown(),
                in.orUnknown(),
                in.orUnknown(),
                in.orUnknown(),
                in.orUnknown(),
                in.orUnknown());
    }

    private Losses losses() {
        return new Losses(
                time(),
                in.orUnknown(),
                in.orUnknown(),
                in.orUnknown(),
                in.orUnknown(),
                in.orUnknown(),
                in.orUnknown(),
                in.orUnknown(),
                in.orUnknown());
    }

    private Outcome outcome() {
        Outcome outcome = EventKind.outcome(in.count());
        if (outcome == null) {
            throw in.malformed("has an outcome that is none");
        }
        return outcome;
    }

    private long time() {
        long nanos = firstNanos + in.signed();
        if (nanos < 0) {
            throw in.malformed("has a time before 1970");
        }
        return nanos;
    }
}
