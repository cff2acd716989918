package io.hydrophone.traffic.replay;

import io.hydrophone.traffic.recording.SessionBegun;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The sessions that are being played, or wait for it; and for checkpoints those that ended lately. From any thread. */
final class PlayedSessions {
    /** Events stand in capture order, their times nearly so; what was done is known by its number in any case. */
    private static final long UNDER_WAY_NANOS = 1_000_000_000;

    private record Over(Checkpoint.Ended session, long lastNanos) {}

    private final Set<SessionReplay> open = new HashSet<>();
    /** Those that a stop has ended before their time. */
    private final Set<SessionReplay> halted = new HashSet<>();

    private final ArrayDeque<Over> over = new ArrayDeque<>();
    private final boolean remembers;

    /** @param remembers whether checkpoints are made */
    PlayedSessions(boolean remembers) {
        this.remembers = remembers;
    }

    synchronized void add(SessionReplay session) {
        open.add(session);
    }

    /**
     * It has ended.
     *
     * @param lastNanos the latest recorded time at which something of it may stand
     */
    synchronized void remove(SessionReplay session, long lastNanos) {
        open.remove(session);
        if (!session.isOver()) {
            halted.add(session);
        } else if (remembers) {
            SessionBegun begun = session.state().begun();
            over.add(new Over(new Checkpoint.Ended(begun.session(), begun.nanos()), lastNanos));
        }
        notifyAll();
    }

    synchronized int count() {
        return open.size();
    }

    synchronized void awaitNone() throws InterruptedException {
        while (!open.isEmpty()) {
            wait();
        }
    }

    /**
     * Waits for the end of all, for as long as that.
     *
     * @return whether all have ended
     */
    synchronized boolean awaitNone(long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        while (!open.isEmpty()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** Lets those that wait for their time look again. */
    synchronized void wake() {
        open.forEach(SessionReplay::wake);
    }

    /** The recorded time before which all is played; at most that up to which was read. */
    synchronized long doneNanos(long readNanos) {
        return Math.min(firstNanos(open, readNanos), firstNanos(halted, readNanos));
    }

    private static long firstNanos(Set<SessionReplay> sessions, long readNanos) {
        long first = readNanos;
        for (SessionReplay session : sessions) {
            Step oldest = session.oldest();
            if (oldest != null && oldest.nanos() >= 0) {
                first = Math.min(first, oldest.nanos());
            }
        }
        return first;
    }

    /** How many of the events that were read are dealt with, from the first one on; at most that many. */
    synchronized long donePosition(long read) {
        long done = read;
        for (SessionReplay session : open) {
            Step oldest = session.oldest();
            if (oldest != null) {
                done = Math.min(done, oldest.position());
            }
        }
        return done;
    }

    /** @param readNanos the latest recorded time that was read, asked before */
    synchronized Checkpoint checkpoint(String source, String target, long readNanos) {
        // Before the states: what leaves a queue meanwhile is in a state. What is not yet in a queue was read just now.
        long done = Math.max(0, doneNanos(readNanos) - UNDER_WAY_NANOS);
        List<SessionState> states = new ArrayList<>();
        halted.forEach(session -> states.add(session.state()));
        open.forEach(session -> states.add(session.state()));
        over.removeIf(one -> one.lastNanos < done);
        return new Checkpoint(
                source, target, done, states, over.stream().map(Over::session).toList());
    }
}
