package io.hydrophone.digest.transaction;

import io.hydrophone.digest.summary.TransactionEnd;
import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.ServerStatus;
import io.hydrophone.sql.TransactionControl;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.Query;
import io.hydrophone.wire.SessionEnd;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Follows each session from transaction to transaction. Whether one is open, the server's status word says at the end of
 * every result; texts only tell why one ended, and where one ended and the next began within one command.
 *
 * <p>What was not heard is not guessed. A lost command, or an answer that was lost, may have ended the transaction; then
 * it goes on only if the next status proves it: still in a transaction, with autocommit on, after a statement that begins
 * none. Under autocommit such a state cannot have come about anew. An error tells no status, so one that may have rolled
 * back leaves the same doubt. Where nothing proves it, the transaction ends as {@link TransactionEnd#UNKNOWN}.
 */
final class TransactionTracker {
    private static final int IN_TRANS = ServerStatus.IN_TRANS;
    private static final int ER_PARSE_ERROR = 1064;
    private static final int ER_LOCK_DEADLOCK = 1213;

    private final LongMap<OpenTransaction> open = new LongMap<>();
    private final ArrayDeque<OpenTransaction> free = new ArrayDeque<>();
    private final Consumer<OpenTransaction> ended;
    private long outside;

    /** @param ended receives each transaction when it has ended; to be given back by {@link #release} */
    TransactionTracker(Consumer<OpenTransaction> ended) {
        this.ended = ended;
    }

    /** @param statement null for a command without one */
    void command(Query query, KnownStatement statement) {
        OpenTransaction transaction = open.get(query.session());
        if (transaction == null) {
            outside(query, statement, query.statusBefore());
        } else {
            inside(transaction, query, statement);
        }
    }

    void sessionEnded(long session, long nanos, SessionEnd how) {
        OpenTransaction transaction = open.get(session);
        if (transaction != null) {
            switch (how) {
                case CLOSED -> closed(transaction, nanos);
                case UNHEARD -> {
                    transaction.incomplete = true;
                    finish(transaction, TransactionEnd.UNKNOWN, transaction.lastNanos);
                }
                case LEFT_OUT -> {
                    open.remove(session);
                    release(transaction);
                }
                case CAPTURE_ENDED -> captureEnded(transaction, nanos);
            }
        }
    }

    /** Statements that ran in no transaction. */
    long outsideCount() {
        return outside;
    }

    void resetOutside() {
        outside = 0;
    }

    int openCount() {
        return open.size();
    }

    /** Those that are not known to be over. */
    void forEachOpen(Consumer<OpenTransaction> action) {
        open.forEach(transaction -> {
            if (transaction.doubt == null) {
                action.accept(transaction);
            }
        });
    }

    /** Takes a transaction back for use by another one. */
    void release(OpenTransaction transaction) {
        free.add(transaction);
    }

    /** @param before the status word before the command; −1 when not known */
    private void outside(Query query, KnownStatement statement, int before) {
        if ((query.statusEver() & IN_TRANS) == 0 || query.outcome() == Outcome.LOST) {
            outside += statement == null ? 0 : 1;
            return;
        }
        int control = control(query, statement);
        boolean begins = (control & TransactionControl.BEGIN) != 0 || (before >= 0 && (before & IN_TRANS) == 0);
        OpenTransaction transaction = begin(query, query.startNanos(), begins);
        transaction.xa = (control & TransactionControl.XA) != 0;
        add(transaction, query, statement, control);
        if ((query.serverStatus() & IN_TRANS) == 0) {
            finish(transaction, endBy(control), query.endNanos());
        }
    }

    private void inside(OpenTransaction transaction, Query query, KnownStatement statement) {
        int control = control(query, statement);
        if (query.followsGap()) {
            transaction.incomplete = true;
            transaction.mayHaveEnded = true;
        }
        if (query.command() == Command.COM_QUIT) {
            closed(transaction, query.endNanos());
        } else if (query.outcome() == Outcome.LOST) {
            transaction.add(query, statement);
            transaction.incomplete = true;
            transaction.mayHaveFailed = true;
            transaction.mayHaveEnded |= control != 0 || query.sqlTruncated();
        } else if (query.results() == 0) {
            add(transaction, query, statement, control);
            // Asked to commit, and closed before the answer: either may be.
            transaction.mayHaveEnded |= query.outcome() == Outcome.ABORTED && control != 0;
        } else {
            told(transaction, query, statement, control);
        }
    }

    /** The answer has told the state that the session is in now. */
    private void told(OpenTransaction transaction, Query query, KnownStatement statement, int control) {
        int status = query.serverStatus();
        boolean stayed = (query.statusAlways() & IN_TRANS) != 0;
        boolean autocommit = (status & ServerStatus.AUTOCOMMIT) != 0;
        boolean proven = stayed && autocommit && control == 0;
        if (transaction.mayHaveEnded || (transaction.mayHaveFailed && !proven)) {
            finish(transaction, TransactionEnd.UNKNOWN, transaction.lastNanos);
            outside(query, statement, -1);
            return;
        }
        transaction.mayHaveFailed = false;
        TransactionEnd failure = transaction.doubt;
        if (failure == null && (status & IN_TRANS) == 0 && control == 0 && transaction.failedNanos != 0) {
            failure = TransactionEnd.ERROR; // what ended it can only have been the statement that failed
        }
        if (failure != null && !proven) {
            finish(transaction, failure, transaction.failedNanos);
            outside(query, statement, 0);
            return;
        }
        transaction.doubt = null;
        if (query.command() == Command.COM_RESET_CONNECTION || query.command() == Command.COM_CHANGE_USER) {
            add(transaction, query, statement, control);
            finish(transaction, TransactionEnd.RESET, query.endNanos());
        } else if (stayed && query.outcome() != Outcome.OK) {
            add(transaction, query, statement, control);
            transaction.mayHaveEnded |= control != 0; // of several statements, it is not known which were carried out
        } else if (stayed && !restarts(control, autocommit)) {
            add(transaction, query, statement, control);
        } else if (stayed && (control & (TransactionControl.COMMIT | TransactionControl.ROLLBACK)) == 0) {
            // The statement commits what was before it, and belongs to what it begins.
            finish(transaction, TransactionEnd.IMPLICIT_COMMIT, query.startNanos());
            outside(query, statement, 0);
        } else {
            add(transaction, query, statement, control);
            finish(transaction, endBy(control), query.endNanos());
            if ((status & IN_TRANS) != 0) {
                begin(query, query.endNanos(), true); // AND CHAIN, completion_type, a BEGIN in the same text
            }
        }
    }

    /** Whether a statement after which there is a transaction, as there was before, has begun another one. */
    private static boolean restarts(int control, boolean autocommit) {
        int anew = TransactionControl.BEGIN | TransactionControl.COMMIT | TransactionControl.ROLLBACK;
        return (control & anew) != 0 || ((control & TransactionControl.IMPLICIT_COMMIT) != 0 && !autocommit);
    }

    private static void add(OpenTransaction transaction, Query query, KnownStatement statement, int control) {
        transaction.add(query, statement);
        if (query.outcome() == Outcome.ERROR) {
            transaction.doubt = doubt(query.errorCode(), control);
        }
    }

    /** How a transaction ended if a statement that failed has ended it; null when it is not one that does. */
    private static TransactionEnd doubt(int error, int control) {
        if (error == ER_LOCK_DEADLOCK) {
            return TransactionEnd.DEADLOCK;
        }
        if (error == ER_PARSE_ERROR) {
            return null;
        }
        if ((control & (TransactionControl.COMMIT | TransactionControl.ROLLBACK)) != 0) {
            return TransactionEnd.ERROR;
        }
        return (control & TransactionControl.IMPLICIT_COMMIT) != 0 ? TransactionEnd.IMPLICIT_COMMIT : null;
    }

    private void closed(OpenTransaction transaction, long nanos) {
        if (transaction.mayHaveEnded) {
            finish(transaction, TransactionEnd.UNKNOWN, transaction.lastNanos);
        } else if (transaction.doubt != null) {
            finish(transaction, transaction.doubt, transaction.failedNanos);
        } else {
            boolean killed = isKill(transaction.lastError);
            finish(transaction, killed ? TransactionEnd.KILLED : TransactionEnd.DISCONNECT, nanos);
        }
    }

    private void captureEnded(OpenTransaction transaction, long nanos) {
        if (transaction.doubt != null) {
            finish(transaction, transaction.doubt, transaction.failedNanos);
        } else if (transaction.mayHaveEnded || transaction.mayHaveFailed) {
            finish(transaction, TransactionEnd.UNKNOWN, transaction.lastNanos);
        } else {
            finish(transaction, TransactionEnd.OPEN, nanos);
        }
    }

    /** ER_SERVER_SHUTDOWN, ER_QUERY_INTERRUPTED, ER_CONNECTION_KILLED (MariaDB), ER_SESSION_WAS_KILLED (MySQL). */
    private static boolean isKill(int error) {
        return error == 1053 || error == 1317 || error == 1927 || error == 3169;
    }

    private static TransactionEnd endBy(int control) {
        boolean rollsBack = (control & TransactionControl.ROLLBACK) != 0;
        boolean commits = (control & TransactionControl.COMMIT) != 0;
        if ((control & TransactionControl.OPAQUE) != 0 || (rollsBack && commits)) {
            return TransactionEnd.UNKNOWN;
        }
        if (rollsBack || commits) {
            return commits ? TransactionEnd.COMMIT : TransactionEnd.ROLLBACK;
        }
        if ((control & TransactionControl.PREPARE) != 0) {
            return TransactionEnd.PREPARE;
        }
        return control == 0 ? TransactionEnd.UNKNOWN : TransactionEnd.IMPLICIT_COMMIT;
    }

    private static int control(Query query, KnownStatement statement) {
        if (statement != null) {
            return statement.transactionControl();
        }
        return switch (query.command()) {
            case COM_PING,
                    COM_STATISTICS,
                    COM_PROCESS_INFO,
                    COM_FIELD_LIST,
                    COM_INIT_DB,
                    COM_SET_OPTION,
                    COM_STMT_PREPARE,
                    COM_STMT_CLOSE,
                    COM_STMT_RESET,
                    COM_STMT_FETCH,
                    COM_STMT_SEND_LONG_DATA -> 0;
            default -> TransactionControl.MAY_COMMIT;
        };
    }

    private OpenTransaction begin(Query query, long nanos, boolean heard) {
        OpenTransaction transaction = free.poll();
        if (transaction == null) {
            transaction = new OpenTransaction();
        }
        transaction.begin(query, nanos, heard);
        open.add(query.session(), transaction);
        return transaction;
    }

    private void finish(OpenTransaction transaction, TransactionEnd how, long nanos) {
        open.remove(transaction.session);
        transaction.end(how, nanos);
        ended.accept(transaction);
    }
}
