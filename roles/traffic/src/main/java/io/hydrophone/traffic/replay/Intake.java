package io.hydrophone.traffic.replay;

import io.hydrophone.core.Problem;
import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.traffic.recording.Asked;
import io.hydrophone.traffic.recording.Losses;
import io.hydrophone.traffic.recording.SessionBegun;
import io.hydrophone.traffic.recording.SessionOver;
import io.hydrophone.traffic.recording.TrafficEvent;
import io.hydrophone.traffic.recording.TrafficSource;
import io.hydrophone.traffic.recording.Uploaded;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a recording and hands each session its commands. For one thread. */
final class Intake {
    private static final Duration PATIENCE = Duration.ofMillis(200);
    private static final long LOOK_MILLIS = 20;
    private static final long ACKNOWLEDGE_NANOS = Duration.ofSeconds(1).toNanos();

    private final ReplayContext context;
    private final TrafficSource source;
    private final SourceOrder order;
    private final SessionGate gate;
    private final PlayedSessions played;
    private final Map<Long, OpenSession> open = new HashMap<>();
    /** Sessions that were over in an earlier run: when each began. */
    private final Map<Long, Long> overBefore = new HashMap<>();

    private final Set<Long> unknown = new HashSet<>();
    private final long ordersUploads;
    private long acknowledgedAt = System.nanoTime();
    private volatile long firstNanos = -1;
    private volatile long readNanos = -1;
    private volatile long lostCommands = -1;

    /** @param order null for none */
    Intake(ReplayContext context, TrafficSource source, SourceOrder order, PlayedSessions played) {
        this.context = context;
        this.source = source;
        this.order = order;
        this.played = played;
        gate = new SessionGate(!context.pace().isTimed());
        ordersUploads = context.options().aheadBytes() / 4;
    }

    /** Goes on where an earlier run was. */
    void resume(Checkpoint checkpoint) {
        source.seek(checkpoint.doneNanos());
        begin(checkpoint.doneNanos());
        for (SessionState state : checkpoint.sessions()) {
            open(state);
        }
        checkpoint.ended().forEach(ended -> overBefore.put(ended.session(), ended.begunNanos()));
    }

    /** Until the recording is over, or the replay stopped. */
    void run() throws InterruptedException {
        while (!context.pace().isStopped()) {
            long position = source.position();
            TrafficEvent event = source.next(PATIENCE);
            if (event != null) {
                take(position, event);
                if (context.ahead().isFull()) {
                    context.ahead().awaitRoom(context.pace()::isStopped, this::acknowledge);
                }
                awaitTime(event.nanos());
            } else if (source.isOver()) {
                break;
            }
            acknowledge();
        }
        for (OpenSession session : List.copyOf(open.values())) {
            over(session, Step.over(source.position(), -1));
        }
        open.clear();
    }

    /** What lies far ahead in time stays unread: all that was read is kept, and a collector copies it again and again while sessions stand still. */
    private void awaitTime(long nanos) throws InterruptedException {
        while (context.pace().isFarOff(nanos) && !context.pace().isStopped()) {
            acknowledge();
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** The replay was stopped. From any thread. */
    void stop() {
        gate.open();
        played.wake();
    }

    /** All is played. */
    void finish() {
        source.acknowledge(source.position());
    }

    /** The time of the first event; −1 before. From any thread. */
    long firstNanos() {
        return firstNanos;
    }

    /** The latest time that was read; −1 before. From any thread. */
    long readNanos() {
        return readNanos;
    }

    /** What the recording says of itself; −1 when nothing. From any thread. */
    long lostCommands() {
        return lostCommands;
    }

    private void begin(long nanos) {
        if (firstNanos < 0) {
            firstNanos = nanos;
            context.pace().begin(nanos);
        }
    }

    private void take(long position, TrafficEvent event) {
        long nanos = event.nanos();
        if (nanos >= 0) {
            begin(nanos);
            if (nanos > readNanos) {
                readNanos = nanos;
            }
        }
        switch (event) {
            case SessionBegun begun -> begun(position, begun);
            case Asked asked -> asked(position, asked);
            case Uploaded uploaded -> {
                OpenSession session = open.get(uploaded.session());
                if (session != null) {
                    context.ahead().took(session.uploaded(uploaded.number(), uploaded.contents(), ordersUploads));
                }
            }
            case Answered answered -> {
                OpenSession session = open.get(answered.session());
                if (session != null) {
                    session.answered(answered, this::late);
                }
            }
            case SessionOver over -> {
                OpenSession session = open.remove(over.session());
                if (session != null) {
                    over(session, Step.over(position, over.nanos()));
                }
            }
            case Losses losses -> lostCommands = Math.max(lostCommands, losses.lostCommands());
        }
    }

    private void begun(long position, SessionBegun begun) {
        Long beganBefore = overBefore.remove(begun.session());
        OpenSession same = open.get(begun.session());
        boolean isKnown = same != null && same.replay().state().begun().nanos() == begun.nanos();
        if (isKnown || (beganBefore != null && beganBefore == begun.nanos())) {
            if (beganBefore != null) {
                overBefore.put(begun.session(), beganBefore);
            }
            return;
        }
        if (same != null) { // Another run of the recorder counts from 1 again.
            open.remove(begun.session());
            over(same, Step.over(position, begun.nanos()));
        }
        context.tally().sessions.increment();
        open(new SessionState(begun, 0, List.of()));
    }

    private void open(SessionState state) {
        long session = state.begun().session();
        SessionReplay[] self = new SessionReplay[1];
        self[0] = new SessionReplay(context, state, () -> {
            gate.ended();
            played.remove(self[0], readNanos);
        });
        SourceOrder.Session ordered = order == null ? null : order.begun(state.begun());
        open.put(session, new OpenSession(self[0], ordered, state.lastNumber()));
        played.add(self[0]);
        gate.begun(self[0]::start);
    }

    private void over(OpenSession session, Step end) {
        gate.over();
        context.ahead().took(end.cost());
        session.over(end, this::late);
    }

    private void asked(long position, Asked asked) {
        OpenSession session = open.get(asked.session());
        if (session != null && !session.isDone(asked.number())) {
            Step step = Step.of(position, asked);
            context.ahead().took(step.cost());
            session.asked(step);
        } else if (session == null && !overBefore.containsKey(asked.session())) {
            context.tally().skipped(Rules.UNKNOWN_SESSION);
            if (unknown.size() < 1_000 && unknown.add(asked.session())) {
                context.told()
                        .accept(new Problem(
                                "replay-unknown-session",
                                "the recording has commands of a session whose beginning it lacks; they are skipped",
                                "session " + asked.session(),
                                ""));
            }
        }
    }

    /** The target was faster than the source's answer came. */
    private void late(Step step) {
        context.tell(step, step.target());
    }

    private void acknowledge() {
        long now = System.nanoTime();
        if (now - acknowledgedAt > ACKNOWLEDGE_NANOS) {
            acknowledgedAt = now;
            source.acknowledge(played.donePosition(source.position()));
        }
    }
}
