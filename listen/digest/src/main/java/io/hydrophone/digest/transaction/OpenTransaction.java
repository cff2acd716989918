package io.hydrophone.digest.transaction;

import io.hydrophone.digest.summary.Transaction;
import io.hydrophone.digest.summary.TransactionEnd;
import io.hydrophone.digest.summary.TransactionStep;
import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.ServerStatus;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.Query;
import io.hydrophone.wire.SessionKey;

/** A transaction while it goes on, and until nobody lists it any more; used again after that. */
final class OpenTransaction {
    final Steps steps = new Steps();
    private final Activity activity = new Activity();

    long session;
    SessionKey key;
    private int clientPort;
    long startNanos;
    /** The end of the last command. */
    long lastNanos;

    long endNanos;
    TransactionEnd end;

    long statements;
    long errors;
    long rowsSent;
    long rowsAffected;
    long idleNanos;
    long longestIdleNanos;
    boolean readOnly;
    boolean xa;
    /** Whether its begin was heard. */
    boolean begun;
    /** Whether something of it was not heard. */
    boolean incomplete;
    /** Whether it has a statement that the report is about. */
    boolean selected;

    private TransactionStep slowest;
    private long slowestNanos;
    private TransactionStep last;

    /** Whether a command that may have ended it was not heard, or its answer was not. */
    boolean mayHaveEnded;
    /** Whether an answer was not heard that may have been an error with which the server rolled back. */
    boolean mayHaveFailed;
    /** How it ended if it did at the error heard last; null when that error ends none, or none was heard. */
    TransactionEnd doubt;
    /** The error number of the last command, or 0. */
    int lastError;
    /** When an error was heard last; 0 before. */
    long failedNanos;

    /** By how many lists it is held. */
    int holders;

    void begin(Query query, long nanos, boolean beginHeard) {
        session = query.session();
        key = query.key();
        clientPort = query.clientPort();
        startNanos = nanos;
        lastNanos = nanos;
        endNanos = nanos;
        end = TransactionEnd.OPEN;
        statements = 0;
        errors = 0;
        rowsSent = 0;
        rowsAffected = 0;
        idleNanos = 0;
        longestIdleNanos = 0;
        readOnly = false;
        xa = false;
        begun = beginHeard;
        incomplete = !beginHeard;
        selected = false;
        slowest = null;
        slowestNanos = -1;
        last = null;
        mayHaveEnded = false;
        mayHaveFailed = false;
        doubt = null;
        lastError = 0;
        failedNanos = 0;
        holders = 0;
        steps.clear();
        activity.clear();
    }

    /** @param statement null for a command without one */
    void add(Query query, KnownStatement statement) {
        if (query.command() == Command.COM_PING) {
            return; // sent by a pool, in a pause
        }
        long begin = Math.max(query.startNanos(), lastNanos);
        long until = Math.max(query.endNanos(), begin);
        pause(begin);
        activity.add(begin, until);
        lastNanos = until;
        rowsSent += Math.max(0, query.rowsSent());
        rowsAffected += Math.max(0, query.rowsAffected());
        readOnly |= (query.statusEver() & ServerStatus.IN_TRANS_READONLY) != 0;
        lastError = 0;
        if (query.outcome() == Outcome.ERROR) {
            errors++;
            lastError = query.errorCode();
            failedNanos = query.endNanos();
        }
        if (statement != null) {
            statements++;
            selected |= statement.selected();
            last = statement.step();
            steps.add(last);
            if (until - begin > slowestNanos) {
                slowestNanos = until - begin;
                slowest = last;
            }
        }
    }

    void end(TransactionEnd how, long nanos) {
        end = how;
        endNanos = Math.max(nanos, lastNanos);
        pause(endNanos);
    }

    private void pause(long until) {
        long pause = until - lastNanos;
        idleNanos += pause;
        longestIdleNanos = Math.max(longestIdleNanos, pause);
    }

    /** Whether its duration is known, not just how long it lasted at least. */
    boolean spanKnown() {
        return begun && end != TransactionEnd.UNKNOWN && end != TransactionEnd.OPEN;
    }

    long durationNanos() {
        return endNanos - startNanos;
    }

    Transaction snapshot() {
        return snapshot(endNanos, idleNanos, longestIdleNanos, -1);
    }

    /** As it is now, while it goes on. */
    Transaction snapshot(long nowNanos, boolean running) {
        long now = Math.max(nowNanos, lastNanos);
        long pause = running ? 0 : now - lastNanos;
        return snapshot(now, idleNanos + pause, Math.max(longestIdleNanos, pause), running ? -1 : lastNanos);
    }

    private Transaction snapshot(long until, long idle, long longestIdle, long idleSince) {
        return new Transaction(
                session,
                key.instance(),
                key.client(),
                clientPort,
                key.user(),
                key.database(),
                startNanos,
                until,
                end,
                statements,
                errors,
                rowsSent,
                rowsAffected,
                idle,
                longestIdle,
                idleSince,
                readOnly,
                xa,
                incomplete,
                steps.hash(),
                steps.list(),
                steps.longer(),
                slowest,
                slowestNanos,
                last,
                activity.since(startNanos));
    }
}
