package io.hydrophone.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.PayloadWriter;
import io.hydrophone.protocol.ServerStatus;
import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.traffic.recording.Encryption;
import io.hydrophone.traffic.recording.PreparedBefore;
import io.hydrophone.traffic.recording.RecordingOptions;
import io.hydrophone.traffic.recording.RecordingWriter;
import io.hydrophone.traffic.recording.SessionBegun;
import io.hydrophone.traffic.recording.SessionEnd;
import io.hydrophone.wire.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A recording made by hand: each command comes a millisecond after the one before, unless time is let pass. */
final class Recorded implements AutoCloseable {
    static final long START = 1_790_000_000_000_000_000L;
    private static final long MILLISECOND = 1_000_000;

    private final Path directory;
    private final RecordingWriter writer;
    private long now = START;
    private long sessions;

    Recorded(Path directory) {
        this.directory = directory;
        writer = RecordingWriter.open(directory, RecordingOptions.of(Encryption.none(), Map.of()), problem -> {
            throw new AssertionError(problem.text());
        });
    }

    Path directory() {
        return directory;
    }

    /** Nothing happens for so long. */
    void pass(long millis) {
        now += millis * MILLISECOND;
    }

    Session session(String user, String database, long capabilities, PreparedBefore... prepared) {
        Session session = new Session(++sessions);
        writer.sessionBegun(new SessionBegun(
                session.id,
                tick(),
                "db1:3306",
                "192.0.2.7",
                50_000,
                user,
                database,
                45,
                capabilities,
                "",
                false,
                List.of(prepared)));
        return session;
    }

    private long tick() {
        now += MILLISECOND;
        return now;
    }

    /** The recording is whole once this is called. */
    @Override
    public void close() {
        writer.close();
    }

    /** A session of the source. */
    final class Session {
        private final long id;
        private long number;

        private Session(long id) {
            this.id = id;
        }

        Session query(String sql) {
            return query(sql, ServerStatus.AUTOCOMMIT);
        }

        /** A text that succeeded and left the session in a transaction. */
        Session inTransaction(String sql) {
            return query(sql, ServerStatus.AUTOCOMMIT | ServerStatus.IN_TRANS);
        }

        private Session query(String sql, int status) {
            return said(payload(Command.COM_QUERY, sql.getBytes(UTF_8)), 0, status, -1);
        }

        Session failed(String sql, int error) {
            return said(payload(Command.COM_QUERY, sql.getBytes(UTF_8)), error, -1, -1);
        }

        Session prepare(long statementId, String sql) {
            return said(payload(Command.COM_STMT_PREPARE, sql.getBytes(UTF_8)), 0, -1, statementId);
        }

        /** Any command that succeeded. */
        Session said(Command command, byte... rest) {
            return said(payload(command, rest), 0, ServerStatus.AUTOCOMMIT, -1);
        }

        /** One that gets no answer. */
        Session told(Command command, byte... rest) {
            ask(payload(command, rest));
            return this;
        }

        private Session said(byte[] payload, int error, int status, long statementId) {
            ask(payload);
            answer(error, status, statementId);
            return this;
        }

        /** Begins a command whose answer comes later. */
        Session ask(String sql) {
            ask(payload(Command.COM_QUERY, sql.getBytes(UTF_8)));
            return this;
        }

        Session ask(Command command, byte... rest) {
            ask(payload(command, rest));
            return this;
        }

        private void ask(byte[] payload) {
            writer.asked(id, ++number, tick(), payload, 0, payload.length, false);
        }

        Session upload(byte[] piece) {
            writer.uploaded(id, number, piece, 0, piece.length);
            return this;
        }

        Session answer(int error, int status, long statementId) {
            writer.answered(new Answered(
                    id,
                    number,
                    tick(),
                    error == 0 ? Outcome.OK : Outcome.ERROR,
                    error,
                    error == 0 ? "" : "HY000",
                    error == 0 ? "" : "failed",
                    -1,
                    -1,
                    -1,
                    status,
                    -1,
                    1_000,
                    1_000,
                    statementId,
                    -1));
            return this;
        }

        void quit() {
            ask(payload(Command.COM_QUIT));
            writer.sessionOver(id, tick(), SessionEnd.QUIT);
        }
    }

    static byte[] payload(Command command, byte... rest) {
        return new PayloadWriter().u1(command.code()).bytes(rest).toByteArray();
    }

    /** What stands behind the first byte of an EXECUTE with integers, without query attributes. */
    static byte[] execute(long statementId, int... values) {
        PayloadWriter out = new PayloadWriter().i4((int) statementId).u1(0).i4(1);
        if (values.length > 0) {
            out.zeros((values.length + 7) / 8).u1(1);
            for (int i = 0; i < values.length; i++) {
                out.u2(3); // a signed INT
            }
            for (int value : values) {
                out.i4(value);
            }
        }
        return out.toByteArray();
    }
}
