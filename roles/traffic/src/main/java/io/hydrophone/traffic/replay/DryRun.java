package io.hydrophone.traffic.replay;

import io.hydrophone.protocol.Command;
import io.hydrophone.sql.Dialect;
import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.traffic.recording.Asked;
import io.hydrophone.traffic.recording.Losses;
import io.hydrophone.traffic.recording.PreparedBefore;
import io.hydrophone.traffic.recording.SessionBegun;
import io.hydrophone.traffic.recording.SessionOver;
import io.hydrophone.traffic.recording.TrafficEvent;
import io.hydrophone.traffic.recording.TrafficSource;
import io.hydrophone.traffic.recording.Uploaded;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Reads a recording and decides of each command what a replay would do, by the same rules. */
public final class DryRun {
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final Rules rules;
    private final SharedTexts texts = new SharedTexts();
    private final Map<Long, Session> open = new HashMap<>();
    private final Map<String, Long> commands = new TreeMap<>();
    private final Map<String, Long> kinds = new TreeMap<>();
    private final Map<String, Long> skipped = new TreeMap<>();
    private long sessions;
    private long firstNanos = -1;
    private long lastNanos = -1;
    private long lostCommands = -1;

    private DryRun(Rules rules) {
        this.rules = rules;
    }

    /**
     * Reads to the end.
     *
     * @param version of the target, "" unknown
     */
    public static Plan of(TrafficSource source, Selection selection, boolean readOnly, String version)
            throws InterruptedException {
        DryRun run = new DryRun(new Rules(selection, readOnly, Dialect.of(version)));
        while (!source.isOver()) {
            TrafficEvent event = source.next(PATIENCE);
            if (event != null) {
                run.take(event);
            }
        }
        run.open.values().forEach(Session::over);
        return run.plan();
    }

    private Plan plan() {
        return new Plan(sessions, commands, kinds, skipped, firstNanos, lastNanos, lostCommands);
    }

    private void take(TrafficEvent event) {
        long nanos = event.nanos();
        if (nanos >= 0) {
            firstNanos = firstNanos < 0 ? nanos : firstNanos;
            lastNanos = Math.max(lastNanos, nanos);
        }
        switch (event) {
            case SessionBegun begun -> {
                sessions++;
                over(open.put(begun.session(), new Session(begun)));
            }
            case Asked asked -> {
                Session session = open.get(asked.session());
                if (session == null) {
                    skipped.merge(Rules.UNKNOWN_SESSION, 1L, Long::sum);
                } else {
                    session.unanswered.add(Step.of(0, asked));
                }
            }
            case Answered answered -> {
                Session session = open.get(answered.session());
                if (session != null) {
                    session.answered(answered);
                }
            }
            case SessionOver over -> over(open.remove(over.session()));
            case Losses losses -> lostCommands = Math.max(lostCommands, losses.lostCommands());
            case Uploaded uploaded -> {}
        }
    }

    private static void over(Session session) {
        if (session != null) {
            session.over();
        }
    }

    /** A command is looked at once its answer is known: what follows depends on whether it succeeded. */
    private final class Session {
        private final SessionView view;
        private final Judged judged;
        private final ArrayDeque<Step> unanswered = new ArrayDeque<>();

        Session(SessionBegun begun) {
            view = new SessionView(begun);
            judged = new Judged(rules, view, texts);
            for (PreparedBefore before : begun.prepared()) {
                view.statements().known(before.statementId(), judged.before(before.sql()));
            }
        }

        void answered(Answered answer) {
            while (!unanswered.isEmpty() && unanswered.peek().asked().number() <= answer.number()) {
                Step step = unanswered.poll();
                if (step.asked().number() == answer.number()) {
                    step.answer(answer);
                } else {
                    step.close();
                }
                decide(step);
            }
        }

        void over() {
            while (!unanswered.isEmpty()) {
                Step step = unanswered.poll();
                step.close();
                decide(step);
            }
        }

        private void decide(Step step) {
            String reason = judged.look(step);
            Command command = step.command();
            if (reason != null) {
                skipped.merge(reason, 1L, Long::sum);
            } else {
                commands.merge(command.name(), 1L, Long::sum);
                if (command == Command.COM_QUERY || command == Command.COM_STMT_EXECUTE) {
                    kinds.merge(judged.kind().label(), 1L, Long::sum);
                }
            }
            view.follow(step, judged, rules, true);
        }
    }
}
