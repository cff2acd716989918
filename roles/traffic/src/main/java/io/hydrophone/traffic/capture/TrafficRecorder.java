package io.hydrophone.traffic.capture;

import io.hydrophone.protocol.Command;
import io.hydrophone.traffic.recording.PreparedBefore;
import io.hydrophone.traffic.recording.SessionBegun;
import io.hydrophone.traffic.recording.TrafficSink;
import io.hydrophone.wire.Query;
import io.hydrophone.wire.QueryHandler;
import io.hydrophone.wire.SessionEnd;
import io.hydrophone.wire.SessionKey;
import io.hydrophone.wire.SessionStart;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns what is heard into events. On the listening thread; a command costs no object. */
public final class TrafficRecorder implements QueryHandler {
    private final TrafficSink sink;
    private final SessionStates states;
    private final Masking masking;
    private final HeardAnswer answer;
    /** The sessions that were told of and are not over, and whether their client has taken leave. */
    private final Map<Long, Boolean> open = new HashMap<>();

    private long commands;

    /** @param masked whether data is taken out of what is recorded */
    public TrafficRecorder(TrafficSink sink, SessionStates states, boolean masked) {
        this.sink = sink;
        this.states = states;
        masking = masked ? new Masking() : null;
        answer = new HeardAnswer(masking);
    }

    @Override
    public void sessionBegan(SessionStart start) {
        open.put(start.session(), false);
        SessionKey key = start.key();
        SessionStates.State state =
                start.midstream() ? states.find(key.client(), start.clientPort(), key.instance()) : null;
        sink.sessionBegun(
                state == null
                        ? begun(start, key.user(), key.database(), start.collation(), "", List.of())
                        : begun(
                                start,
                                state.user(),
                                state.database(),
                                state.collation(),
                                state.sqlMode(),
                                masking == null ? state.prepared() : List.of()));
    }

    private static SessionBegun begun(
            SessionStart start,
            String user,
            String database,
            int collation,
            String sqlMode,
            List<PreparedBefore> prepared) {
        return new SessionBegun(
                start.session(),
                start.nanos(),
                start.key().instance(),
                start.key().client(),
                start.clientPort(),
                user,
                database,
                collation,
                start.capabilities(),
                sqlMode,
                start.midstream(),
                prepared);
    }

    @Override
    public void asked(Query query) {
        commands++;
        if (query.command() == Command.COM_QUIT) {
            open.put(query.session(), true);
        }
        if (masking == null) {
            sink.asked(
                    query.session(),
                    query.number(),
                    query.startNanos(),
                    query.payload(),
                    0,
                    query.payloadLength(),
                    !query.whole());
        } else {
            masking.mask(query);
            sink.asked(
                    query.session(),
                    query.number(),
                    query.startNanos(),
                    masking.payload(),
                    0,
                    masking.length(),
                    !query.whole() || masking.changed(query));
        }
    }

    @Override
    public void uploaded(Query query, byte[] data, int offset, int length) {
        if (masking == null) {
            sink.uploaded(query.session(), query.number(), data, offset, length);
        }
    }

    @Override
    public void query(Query query) {
        sink.answered(answer.of(query));
    }

    @Override
    public void sessionEnded(long session, long nanos, SessionEnd how) {
        Boolean quit = open.remove(session);
        if (quit != null) {
            sink.sessionOver(session, nanos, ending(how, quit));
        }
    }

    private static io.hydrophone.traffic.recording.SessionEnd ending(SessionEnd how, boolean quit) {
        if (quit) {
            return io.hydrophone.traffic.recording.SessionEnd.QUIT;
        }
        return switch (how) {
            case CLOSED -> io.hydrophone.traffic.recording.SessionEnd.CLOSED;
            case UNHEARD, LEFT_OUT -> io.hydrophone.traffic.recording.SessionEnd.LOST;
            case CAPTURE_ENDED -> io.hydrophone.traffic.recording.SessionEnd.RECORDING_OVER;
        };
    }

    /** Commands told of so far; on the listening thread. */
    public long commands() {
        return commands;
    }
}
