package io.hydrophone.traffic.replay;

import java.util.List;

/**
 * How far a replay was, so that another process can go on.
 *
 * @param source what was replayed, as the user named it
 * @param target where to, without a password
 * @param doneNanos what was recorded before that time is done, but for what {@link #sessions} say
 * @param sessions those that were open
 * @param ended those that were over, and of which something was recorded since {@link #doneNanos}
 */
record Checkpoint(String source, String target, long doneNanos, List<SessionState> sessions, List<Ended> ended) {
    /** A session that is over; its number and when it began. */
    record Ended(long session, long begunNanos) {}
}
