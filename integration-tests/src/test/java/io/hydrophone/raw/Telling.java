package io.hydrophone.raw;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.client.raw.Answer;
import io.hydrophone.client.raw.AnswerHandler;
import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.PayloadWriter;
import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.wire.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Says commands, and remembers what was said and answered. */
final class Telling {
    /** A command and its answer, as its client knows them. */
    @SuppressWarnings("ArrayRecordComponent") // nobody compares two
    record Told(
            byte[] payload,
            Command command,
            int errorCode,
            String message,
            long rows,
            long affected,
            int warnings,
            long bytes,
            long statementId,
            long checksum) {
        void agreesWith(Answered answered) {
            String what = command + " " + new String(payload, 0, Math.min(payload.length, 60), UTF_8);
            assertThat(answered.outcome()).as(what).isEqualTo(errorCode == 0 ? Outcome.OK : Outcome.ERROR);
            assertThat(answered.errorCode()).as(what).isEqualTo(errorCode);
            assertThat(answered.message()).as(what).isEqualTo(message);
            assertThat(answered.statementId()).as(what).isEqualTo(statementId);
            if (command.reply() != Command.Reply.NONE) {
                assertThat(answered.rows()).as(what).isEqualTo(rows);
                assertThat(answered.affected()).as(what).isEqualTo(affected);
                assertThat(answered.warnings()).as(what).isEqualTo(warnings);
                assertThat(answered.bytesOut()).as(what).isEqualTo(bytes);
                assertThat(answered.rowChecksum()).as(what).isEqualTo(checksum);
                assertThat(answered.latencyNanos()).as(what).isNotNegative();
                assertThat(answered.totalNanos()).as(what).isGreaterThanOrEqualTo(answered.latencyNanos());
            }
        }
    }

    final List<Told> commands = new ArrayList<>();
    int localPort;
    long capabilities;
    private Raw raw;

    void to(Raw connection) {
        raw = connection;
        localPort = connection.connection().localPort();
        capabilities = connection.connection().capabilities();
    }

    void query(String sql) throws IOException {
        say(Command.COM_QUERY, sql.getBytes(UTF_8), AnswerHandler.REFUSING);
    }

    /** A statement behind which a file is sent. */
    void query(String sql, byte[] file) throws IOException {
        say(Command.COM_QUERY, sql.getBytes(UTF_8), RecordedTest.sending(file));
    }

    /** Returns the id of what was prepared, −1 of any other command. */
    long say(Command command, byte... rest) throws IOException {
        return say(command, rest, AnswerHandler.REFUSING);
    }

    private long say(Command command, byte[] rest, AnswerHandler handler) throws IOException {
        byte[] payload = new PayloadWriter().u1(command.code()).bytes(rest).toByteArray();
        raw.connection().send(payload, 0, payload.length);
        Answer answer = raw.connection().read(command, handler);
        commands.add(new Told(
                payload,
                command,
                answer.errorCode(),
                answer.message(),
                answer.rows(),
                answer.affected(),
                answer.warnings(),
                answer.bytes(),
                answer.statementId(),
                answer.rowChecksum()));
        return answer.statementId();
    }
}
