package io.hydrophone.traffic.compare.recordings;

import io.hydrophone.traffic.compare.Comparison;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Brings the commands of two recordings together by session and number, reading both once, in bounded memory. The target sets the pace:
 * the source is read on when the target answers what the source has not come to. Within a session both are in order, so an answer of
 * the target also says of the session's commands before it that they will not come; sessions that the target leaves out make room when
 * there is no more.
 */
final class CommandJoin {
    private static final String NOT_IN_TARGET = "not-in-target";
    private static final String OUT_OF_REACH = "out-of-reach";
    /** How far the source is read for one answer of the target. */
    private static final int STEP = 1_024;
    /** Those that were silent longest are forgotten when there are more. */
    private static final int MAX_SESSIONS = 65_536;

    /** One session's commands that wait for the target, in order, and how far the source was read. */
    private static final class Session {
        private final ArrayDeque<Long> waiting = new ArrayDeque<>();
        private long last;
    }

    private final RecordedCommands source;
    private final RecordedCommands target;
    private final Comparison comparison;
    private final int maxWaiting;
    private final long maxCharacters;
    private final SequencedMap<RecordedCommand.Key, RecordedCommand> waiting = new LinkedHashMap<>();
    private final SequencedMap<RecordedCommand.Key, RecordedCommand> early = new LinkedHashMap<>();
    private final Map<Long, Session> sessions = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Session> eldest) {
            return size() > MAX_SESSIONS;
        }
    };
    /** Of the texts that wait. */
    private long characters;

    private boolean sourceOver;

    CommandJoin(RecordedCommands source, RecordedCommands target, Comparison comparison) {
        this(source, target, comparison, 1 << 17, 32 << 20);
    }

    /**
     * @param maxWaiting commands of the source, and answers of the target, that may wait for their other side
     * @param maxCharacters of the texts of those that wait
     */
    CommandJoin(
            RecordedCommands source,
            RecordedCommands target,
            Comparison comparison,
            int maxWaiting,
            long maxCharacters) {
        this.source = source;
        this.target = target;
        this.comparison = comparison;
        this.maxWaiting = maxWaiting;
        this.maxCharacters = maxCharacters;
    }

    void run() throws InterruptedException {
        for (RecordedCommand answer = target.next(); answer != null; answer = target.next()) {
            if (answer.answer() != null) {
                ofTarget(answer);
            }
        }
        while (!sourceOver) {
            RecordedCommand command = source.next();
            if (command == null) {
                sourceOver = true;
            } else {
                met(command, true);
            }
        }
        waiting.values().forEach(command -> left(command, NOT_IN_TARGET));
        early.values().forEach(answer -> comparison.unpaired());
    }

    private void ofTarget(RecordedCommand answer) throws InterruptedException {
        RecordedCommand command = waiting.remove(answer.key());
        if (command == null) {
            Session session = sessions.get(answer.key().session());
            if (session != null && session.last >= answer.key().number()) {
                comparison.unpaired();
            } else {
                early(answer);
            }
            return;
        }
        characters -= command.statement().sql().length();
        comparison.answered(command.statement(), command.answer(), answer.answer());
        Session session = sessions.get(answer.key().session());
        while (session != null
                && !session.waiting.isEmpty()
                && session.waiting.peek() <= answer.key().number()) {
            RecordedCommand passed = take(new RecordedCommand.Key(answer.key().session(), session.waiting.poll()));
            if (passed != null) {
                left(passed, NOT_IN_TARGET);
            }
        }
    }

    private void early(RecordedCommand answer) throws InterruptedException {
        early.put(answer.key(), answer);
        boolean crowded = early.size() > maxWaiting;
        for (int i = 0; i < STEP && !sourceOver && early.containsKey(answer.key()); i++) {
            if (waiting.size() >= maxWaiting && !crowded) {
                return; // The source is far ahead already.
            }
            RecordedCommand command = source.next();
            if (command == null) {
                sourceOver = true;
            } else {
                met(command, false);
            }
        }
        if (early.size() > maxWaiting) {
            early.pollFirstEntry();
            comparison.unpaired();
        }
    }

    /** @param targetOver whether nothing can come for it that is not there */
    private void met(RecordedCommand command, boolean targetOver) {
        Session session = sessions.computeIfAbsent(command.key().session(), number -> new Session());
        session.last = Math.max(session.last, command.key().number());
        RecordedCommand answer = early.remove(command.key());
        if (answer != null) {
            comparison.answered(command.statement(), command.answer(), answer.answer());
        } else if (targetOver) {
            left(command, NOT_IN_TARGET);
        } else {
            waiting.put(command.key(), command);
            session.waiting.add(command.key().number());
            characters += command.statement().sql().length();
            while (waiting.size() > maxWaiting || (characters > maxCharacters && waiting.size() > 1)) {
                left(take(waiting.firstEntry().getKey()), OUT_OF_REACH);
            }
        }
    }

    private RecordedCommand take(RecordedCommand.Key key) {
        RecordedCommand command = waiting.remove(key);
        if (command != null) {
            characters -= command.statement().sql().length();
        }
        return command;
    }

    private void left(RecordedCommand command, String reason) {
        comparison.skipped(command.statement(), reason);
    }
}
