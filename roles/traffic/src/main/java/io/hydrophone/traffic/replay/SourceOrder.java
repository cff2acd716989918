package io.hydrophone.traffic.replay;

import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.LittleEndian;
import io.hydrophone.protocol.ServerStatus;
import io.hydrophone.sql.Dialect;
import io.hydrophone.sql.Effect;
import io.hydrophone.sql.ReadOnly;
import io.hydrophone.sql.StatementKind;
import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.traffic.recording.PreparedBefore;
import io.hydrophone.traffic.recording.SessionBegun;
import java.util.HashMap;
import java.util.Map;

/**
 * Gives commands that may write their turns, in the order in which the source's answers ended: what ended later cannot have held a
 * lock that what ended earlier needed. A COMMIT or ROLLBACK gives locks away before its answer is out, so another command may end before
 * it that had waited for it: its turn is where it was asked. Reads have none; they wait for what had ended before they were asked.
 * For the thread that reads.
 */
final class SourceOrder {
    private final Dialect dialect;
    private long next;

    SourceOrder(Dialect dialect) {
        this.dialect = dialect;
    }

    Session begun(SessionBegun begun) {
        return new Session(begun);
    }

    /** One session's part of the order. */
    final class Session {
        private final long capabilities;
        /** By the source's ids. */
        private final Map<Long, Prepared> statements = new HashMap<>();

        /** What was asked to be prepared last: a driver may execute it before it is answered. */
        private Prepared last = Prepared.UNKNOWN;

        private boolean hasWritten;
        private int waiting;

        private Session(SessionBegun begun) {
            capabilities = begun.capabilities();
            for (PreparedBefore before : begun.prepared()) {
                statements.put(before.statementId(), prepared(before.sql(), 0));
            }
        }

        /** Before the session's thread sees the command. */
        void asked(Step step) {
            step.after(next);
            if (step.command() == Command.COM_STMT_PREPARE) {
                last = prepared(step.payload(), 1);
            }
            boolean isOrdered = step.command() != null && !isFree(step);
            if (!isOrdered) {
                return;
            }
            if (waiting == 0 && endsTransaction(step)) {
                step.turn(next++);
            } else {
                step.turn(Step.NOT_YET);
                waiting++;
            }
        }

        /** The source's answer to a command was read, or will not come. */
        void answered(Step step) {
            Answered source = step.source();
            if (step.command() == Command.COM_STMT_PREPARE && source != null && source.statementId() >= 0) {
                statements.put(source.statementId(), prepared(step.payload(), 1));
            }
            boolean ordered = step.turn() != Step.FREE;
            if (source != null && source.status() >= 0) {
                boolean inTransaction = (source.status() & ServerStatus.IN_TRANS) != 0;
                hasWritten = inTransaction && (hasWritten || (ordered && !beginsTransaction(step)));
            }
            give(step);
        }

        /** Its turn is here, whatever comes. */
        void give(Step step) {
            if (step.turn() == Step.NOT_YET) {
                step.turn(next++);
                waiting--;
            }
        }

        /** What a session has not committed is rolled back with its end. */
        void over(Step end) {
            end.after(next);
            if (hasWritten) {
                end.turn(next++);
            }
        }

        private boolean isFree(Step step) {
            byte[] payload = step.payload();
            return switch (step.command()) {
                case COM_QUERY -> {
                    int from = SessionView.textFrom(capabilities, payload);
                    yield !hasWritten && from > 0 && isRead(payload, from);
                }
                case COM_STMT_EXECUTE -> !hasWritten && executed(payload).reads();
                case COM_STMT_SEND_LONG_DATA,
                        COM_STMT_CLOSE,
                        COM_STMT_RESET,
                        COM_STMT_FETCH,
                        COM_PING,
                        COM_STATISTICS,
                        COM_PROCESS_INFO,
                        COM_SET_OPTION,
                        COM_QUIT -> true;
                default -> step.command().reply() == Command.Reply.STREAM;
            };
        }

        private Prepared prepared(byte[] text, int from) {
            return new Prepared(isRead(text, from), StatementKind.of(text, from, text.length - from));
        }

        private Prepared executed(byte[] payload) {
            if (payload.length < 5) {
                return Prepared.NOTHING;
            }
            long id = LittleEndian.u4(payload, 1);
            return id == Statements.LAST ? last : statements.getOrDefault(id, Prepared.UNKNOWN);
        }

        private boolean isRead(byte[] payload, int from) {
            return ReadOnly.of(payload, from, payload.length - from, dialect) == Effect.PLAIN_READ;
        }

        private boolean endsTransaction(Step step) {
            StatementKind kind = kind(step);
            return kind == StatementKind.COMMIT || kind == StatementKind.ROLLBACK;
        }

        private boolean beginsTransaction(Step step) {
            return kind(step) == StatementKind.BEGIN || kind(step) == StatementKind.SET;
        }

        private StatementKind kind(Step step) {
            byte[] payload = step.payload();
            if (step.command() == Command.COM_STMT_EXECUTE) {
                return executed(payload).kind();
            }
            int from = step.command() == Command.COM_QUERY ? SessionView.textFrom(capabilities, payload) : -1;
            return from < 0 ? StatementKind.OTHER : StatementKind.of(payload, from, payload.length - from);
        }
    }

    /** What executing a statement is. */
    private record Prepared(boolean reads, StatementKind kind) {
        static final Prepared UNKNOWN = new Prepared(false, StatementKind.OTHER);

        /** Too short to name a statement: the server refuses it. */
        static final Prepared NOTHING = new Prepared(true, StatementKind.OTHER);
    }

    /** How many turns were given. */
    long given() {
        return next;
    }
}
