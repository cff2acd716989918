package io.hydrophone.traffic.compare.recordings;

import io.hydrophone.protocol.Command;
import io.hydrophone.traffic.compare.Outcomes;
import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.traffic.recording.Asked;
import io.hydrophone.traffic.recording.Losses;
import io.hydrophone.traffic.recording.SessionBegun;
import io.hydrophone.traffic.recording.SessionOver;
import io.hydrophone.traffic.recording.TrafficEvent;
import io.hydrophone.traffic.recording.TrafficSource;
import io.hydrophone.traffic.recording.Uploaded;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The commands of a recording with their answers, each when it ended. Those that servers do not answer are left out. A recording that
 * keeps answers alone gives those, without texts.
 */
final class RecordedCommands {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    /** Those that were silent longest are forgotten when there are more. */
    private static final int MAX_SESSIONS = 65_536;
    /** Commands of one session that may be under way. */
    private static final int MAX_OPEN = 1_024;

    private static final Outcomes.Statement UNKNOWN = new Outcomes.Statement(Command.COM_QUERY, "", "", "");

    private record Open(Outcomes.Statement statement, Asked asked) {}

    private record Session(SessionTexts texts, ArrayDeque<Open> open) {}

    private final TrafficSource source;
    private final Map<Long, Session> sessions = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Session> eldest) {
            if (size() > MAX_SESSIONS) {
                giveUp(eldest.getValue());
                return true;
            }
            return false;
        }
    };
    private final ArrayDeque<RecordedCommand> ready = new ArrayDeque<>();
    private Losses losses;

    RecordedCommands(TrafficSource source) {
        this.source = source;
    }

    /** The next one that ended; null when there is none any more. */
    RecordedCommand next() throws InterruptedException {
        while (ready.isEmpty()) {
            TrafficEvent event = source.next(PATIENCE);
            if (event != null) {
                follow(event);
            } else if (source.isOver()) {
                sessions.values().forEach(this::giveUp);
                return ready.poll();
            }
        }
        return ready.poll();
    }

    /** What the recording says is missing; null when it says nothing. */
    Losses losses() {
        return losses;
    }

    private void follow(TrafficEvent event) {
        switch (event) {
            case SessionBegun begun -> {
                over(begun.session()); // of an earlier run that used the same number
                sessions.put(begun.session(), new Session(new SessionTexts(begun), new ArrayDeque<>(2)));
            }
            case Asked asked -> asked(asked);
            case Answered answered -> answered(answered);
            case SessionOver over -> over(over.session());
            case Losses told -> losses = told;
            case Uploaded uploaded -> {}
        }
    }

    private void over(long number) {
        Session session = sessions.remove(number);
        if (session != null) {
            giveUp(session);
        }
    }

    private void asked(Asked asked) {
        Session session = sessions.computeIfAbsent(
                asked.session(), number -> new Session(new SessionTexts(), new ArrayDeque<>(2)));
        Outcomes.Statement statement = session.texts.asked(asked);
        if (statement != null) {
            if (session.open.size() >= MAX_OPEN) {
                unanswered(session.open.poll());
            }
            session.open.add(new Open(statement, asked));
        }
    }

    /** Commands of a session end in their order: those before this one have got no answer, and will not. */
    private void answered(Answered answer) {
        Session session = sessions.get(answer.session());
        while (session != null
                && !session.open.isEmpty()
                && session.open.peek().asked.number() < answer.number()) {
            unanswered(session.open.poll());
        }
        Outcomes.Statement statement = UNKNOWN;
        if (session != null
                && !session.open.isEmpty()
                && session.open.peek().asked.number() == answer.number()) {
            Open command = session.open.poll();
            session.texts.answered(command.statement, command.asked, answer);
            statement = command.statement;
        }
        if (isAnswered(statement)) {
            ready.add(
                    new RecordedCommand(new RecordedCommand.Key(answer.session(), answer.number()), statement, answer));
        }
    }

    private void giveUp(Session session) {
        session.open.forEach(this::unanswered);
        session.open.clear();
    }

    private void unanswered(Open command) {
        if (isAnswered(command.statement)) {
            RecordedCommand.Key key = new RecordedCommand.Key(command.asked.session(), command.asked.number());
            ready.add(new RecordedCommand(key, command.statement, null));
        }
    }

    private static boolean isAnswered(Outcomes.Statement statement) {
        return statement.command().reply() != Command.Reply.NONE;
    }
}
