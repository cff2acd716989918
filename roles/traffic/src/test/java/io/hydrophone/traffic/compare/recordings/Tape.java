package io.hydrophone.traffic.compare.recordings;

import io.hydrophone.protocol.Command;
import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.traffic.recording.Encryption;
import io.hydrophone.traffic.recording.PreparedBefore;
import io.hydrophone.traffic.recording.RecordingOptions;
import io.hydrophone.traffic.recording.RecordingWriter;
import io.hydrophone.traffic.recording.SessionBegun;
import io.hydrophone.traffic.recording.SessionEnd;
import io.hydrophone.wire.Outcome;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Records what a test says was asked and answered. */
final class Tape implements AutoCloseable {
    private static final long START = 1_790_000_000_000_000_000L;

    private final RecordingWriter writer;
    private long nanos = START;

    Tape(Path directory, Map<String, String> metadata) {
        RecordingOptions options = RecordingOptions.of(Encryption.none(), metadata);
        writer = RecordingWriter.open(directory, options, problem -> {
            throw new AssertionError(problem.text());
        });
    }

    static Tape of(Path directory) {
        return new Tape(directory, Map.of());
    }

    String recording() {
        return writer.recording();
    }

    void begin(long session, long capabilities, PreparedBefore... prepared) {
        writer.sessionBegun(new SessionBegun(
                session,
                nanos++,
                "db:3306",
                "192.0.2.1",
                5,
                "app",
                "shop",
                45,
                capabilities,
                "",
                false,
                List.of(prepared)));
    }

    void ask(long session, long number, byte[] payload) {
        writer.asked(session, number, nanos++, payload, 0, payload.length, false);
    }

    void ask(long session, long number, Command command, String text) {
        ask(session, number, payload(command, text));
    }

    void execute(long session, long number, long statement) {
        byte[] id = {(byte) statement, (byte) (statement >> 8), (byte) (statement >> 16), (byte) (statement >> 24)};
        ask(session, number, payload(Command.COM_STMT_EXECUTE, new String(id, StandardCharsets.ISO_8859_1)));
    }

    void answer(long session, long number, long rows) {
        writer.answered(answered(session, number, Outcome.OK, 0, rows, -1));
    }

    void prepared(long session, long number, long statement) {
        writer.answered(answered(session, number, Outcome.OK, 0, 0, statement));
    }

    void fail(long session, long number, int error) {
        writer.answered(answered(session, number, Outcome.ERROR, error, 0, -1));
    }

    void query(long session, long number, String sql) {
        ask(session, number, Command.COM_QUERY, sql);
        answer(session, number, 1);
    }

    void over(long session) {
        writer.sessionOver(session, nanos++, SessionEnd.QUIT);
    }

    static byte[] payload(Command command, String text) {
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        payload.write(command.code());
        payload.writeBytes(text.getBytes(
                command == Command.COM_STMT_EXECUTE ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
        return payload.toByteArray();
    }

    private Answered answered(long session, long number, Outcome outcome, int error, long rows, long statement) {
        String state = error == 0 ? "" : "HY000";
        return new Answered(
                session, number, nanos++, outcome, error, state, "", rows, 0, 0, 2, 64, 90_000, 120_000, statement, -1);
    }

    @Override
    public void close() {
        writer.close();
    }
}
