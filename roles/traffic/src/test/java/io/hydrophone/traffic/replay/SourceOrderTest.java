package io.hydrophone.traffic.replay;

import static io.hydrophone.protocol.Command.COM_QUERY;
import static io.hydrophone.protocol.Command.COM_STMT_EXECUTE;
import static io.hydrophone.protocol.Command.COM_STMT_PREPARE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.ServerStatus;
import io.hydrophone.sql.Dialect;
import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.traffic.recording.Asked;
import io.hydrophone.traffic.recording.SessionBegun;
import io.hydrophone.wire.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceOrderTest {
    private final SourceOrder order = new SourceOrder(Dialect.ANY);
    private long number;

    @Test
    void writesHaveTheOrderOfTheirEnds() {
        SourceOrder.Session first = session();
        SourceOrder.Session second = session();
        Step waits = asked(first, "UPDATE t SET a = 1");
        Step read = asked(second, "SELECT * FROM t");
        Step overtakes = asked(second, "UPDATE t SET a = 2");
        assertThat(waits.turn()).isEqualTo(Step.NOT_YET);
        assertThat(read.turn()).isEqualTo(Step.FREE);
        answered(second, read, 0);
        answered(second, overtakes, 0);
        Step later = asked(second, "SELECT 1");
        answered(first, waits, 0);
        assertThat(overtakes.turn()).isZero();
        assertThat(waits.turn()).isEqualTo(1);
        assertThat(read.after()).isZero();
        assertThat(later.after()).as("the update that had ended").isEqualTo(1);
    }

    /** It gives its locks away before its answer is out. */
    @Test
    void aCommitGoesWhereItWasAsked() {
        SourceOrder.Session holds = session();
        SourceOrder.Session waits = session();
        Step update = asked(holds, "UPDATE t SET a = 1");
        answered(holds, update, ServerStatus.IN_TRANS);
        Step waiting = asked(waits, "UPDATE t SET a = 2");
        Step commit = asked(holds, "COMMIT");
        answered(waits, waiting, 0);
        answered(holds, commit, 0);
        assertThat(commit.turn()).isLessThan(waiting.turn());
    }

    @Test
    void readsAfterAWriteOfTheirTransactionAndItsEndHaveTurns() {
        SourceOrder.Session session = session();
        answered(session, asked(session, "BEGIN"), ServerStatus.IN_TRANS);
        Step before = asked(session, "SELECT 1");
        answered(session, before, ServerStatus.IN_TRANS);
        answered(session, asked(session, "DELETE FROM t"), ServerStatus.IN_TRANS);
        Step after = asked(session, "SELECT 1");
        answered(session, after, ServerStatus.IN_TRANS);
        Step end = Step.over(9, 9);
        session.over(end);
        assertThat(before.turn()).isEqualTo(Step.FREE);
        assertThat(after.turn()).isNotNegative();
        assertThat(end.turn()).as("rolls back").isEqualTo(after.turn() + 1);
        assertThat(order.given()).isEqualTo(end.turn() + 1);
    }

    /** As MariaDB's drivers do it: −1 for what is being prepared, in the same packet. */
    @Test
    void whatIsExecutedBeforeItIsKnownToBePreparedIsNotTakenForWhatWasPreparedBefore() {
        SourceOrder.Session session = session();
        Step read = asked(session, COM_STMT_PREPARE, "SELECT w FROM t WHERE id = ?");
        answered(session, read, 0);
        Step locking = asked(session, COM_STMT_PREPARE, "SELECT w FROM t WHERE id = ? FOR UPDATE");
        Step execution = asked(session, COM_STMT_EXECUTE, "\377\377\377\377\0\1\0\0\0");
        answered(session, locking, 0);
        answered(session, execution, ServerStatus.IN_TRANS);
        assertThat(execution.turn()).isGreaterThan(locking.turn());
    }

    private SourceOrder.Session session() {
        return order.begun(new SessionBegun(1, 1, "", "", 1, "", "", 0, 1, "", false, List.of()));
    }

    private Step asked(SourceOrder.Session session, String sql) {
        return asked(session, COM_QUERY, sql);
    }

    private Step asked(SourceOrder.Session session, Command command, String rest) {
        number++;
        byte[] payload = ((char) command.code() + rest).getBytes(ISO_8859_1);
        Step step = Step.of(number, new Asked(1, number, number, payload, false));
        session.asked(step);
        return step;
    }

    private static void answered(SourceOrder.Session session, Step step, int status) {
        step.answer(new Answered(
                1,
                step.asked().number(),
                1,
                Outcome.OK,
                0,
                "",
                "",
                -1,
                -1,
                -1,
                ServerStatus.AUTOCOMMIT | status,
                -1,
                -1,
                -1,
                -1,
                -1));
        session.answered(step);
    }
}
