package io.hydrophone.digest.transaction;

import static io.hydrophone.digest.transaction.Script.IN;
import static io.hydrophone.digest.transaction.Script.MANUAL_IN;
import static io.hydrophone.digest.transaction.Script.MANUAL_OUT;
import static io.hydrophone.digest.transaction.Script.OUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.digest.summary.Transaction;
import io.hydrophone.protocol.Command;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.SessionEnd;
import org.junit.jupiter.api.Test;

/** Where transactions begin and end, and what is said when that was not heard. */
class TransactionTrackerTest {
    private final Script script = new Script();

    @Test
    void aTransactionIsWhatTheServerSaysItIs() {
        script.says("SELECT 0", OUT)
                .says("BEGIN", IN)
                .says("UPDATE t SET a = 1", IN)
                .says("COMMIT", OUT)
                .says("SELECT 1", OUT)
                .says("START TRANSACTION", IN)
                .says("ROLLBACK", OUT);
        assertThat(script.ends()).containsExactly("commit 3", "rollback 2");
        assertThat(script.heard().outside()).isEqualTo(2);
    }

    @Test
    void timesAddUp() {
        script.says("BEGIN", IN)
                .pause(500)
                .says("SELECT 1", IN)
                .command(Command.COM_PING, IN)
                .pause(20)
                .says("COMMIT", OUT);
        Transaction one = script.heard().slowest().getFirst();
        assertThat(one.durationNanos()).isEqualTo(527 * Script.MILLI);
        assertThat(one.busyNanos()).isEqualTo(3 * Script.MILLI);
        assertThat(one.longestIdleNanos()).isEqualTo(501 * Script.MILLI);
        assertThat(one.activity())
                .hasSize(3)
                .extracting(Transaction.Span::commands)
                .containsOnly(1L);
        assertThat(one.activity().getLast().toNanos()).isEqualTo(one.durationNanos());
    }

    @Test
    void withoutAutocommitTheFirstStatementBegins() {
        script.says("SET autocommit=0", MANUAL_OUT)
                .says("SELECT * FROM t", MANUAL_IN)
                .says("COMMIT", MANUAL_OUT)
                .says("INSERT INTO t VALUES (1)", MANUAL_IN)
                .says("SET autocommit=1", OUT)
                .says("SELECT 1", OUT);
        assertThat(script.ends()).containsExactly("commit 2", "implicit_commit 2");
    }

    @Test
    void aStatementMayEndOneAndBeginTheNext() {
        script.says("BEGIN", IN)
                .says("COMMIT AND CHAIN", IN)
                .says("SELECT 1", IN)
                .says("ROLLBACK AND CHAIN", IN)
                .says("BEGIN", IN)
                .says("CREATE TABLE t (a INT)", OUT);
        assertThat(script.ends()).containsExactly("commit 2", "rollback 2", "implicit_commit 0", "implicit_commit 2");
    }

    @Test
    void definitionsCommitWithoutAutocommitToo() {
        script.says("SELECT * FROM t", MANUAL_IN)
                .says("LOCK TABLES t WRITE", MANUAL_IN)
                .says("CREATE TEMPORARY TABLE u (a INT)", MANUAL_IN)
                .says("ROLLBACK TO SAVEPOINT s", MANUAL_IN)
                .says("COMMIT", MANUAL_OUT);
        assertThat(script.ends()).containsExactly("implicit_commit 1", "commit 4");
    }

    @Test
    void severalStatementsOfOneText() {
        script.says("BEGIN; INSERT INTO t VALUES (1); COMMIT", IN, IN, OUT)
                .says("BEGIN", IN)
                .says("COMMIT; BEGIN", OUT, IN)
                .says("ROLLBACK; COMMIT", OUT, OUT);
        assertThat(script.ends()).containsExactly("commit 1", "commit 2", "unknown 1");
    }

    @Test
    void connectionsThatCloseRollBack() {
        script.says("BEGIN", IN).command(Command.COM_QUIT).closes();
        script.says("BEGIN", IN).closes();
        script.says("BEGIN", IN).fails("SELECT SLEEP(9)", 1317).closes();
        script.says("BEGIN", IN).command(Command.COM_RESET_CONNECTION, OUT);
        script.says("BEGIN", IN).closes(SessionEnd.UNHEARD);
        script.says("BEGIN", IN).closes(SessionEnd.CAPTURE_ENDED);
        assertThat(script.ends())
                .containsExactly("disconnect 1", "disconnect 1", "killed 2", "reset 1", "unknown 1?", "open 1");
        assertThat(script.heard().totals().duration().count()).isEqualTo(4);
    }

    @Test
    void whetherAnUnansweredCommitWasCarriedOutIsNotKnown() {
        script.says("BEGIN", IN).ends("SELECT 1", Outcome.ABORTED).closes();
        script.says("BEGIN", IN).ends("COMMIT", Outcome.ABORTED).closes();
        assertThat(script.ends()).containsExactly("disconnect 2", "unknown 2");
    }

    @Test
    void aDeadlockRollsBack() {
        script.says("BEGIN", IN).fails("UPDATE t SET a = 2", 1213).says("ROLLBACK", OUT);
        script.says("BEGIN", IN)
                .fails("UPDATE t SET a = 2", 1213)
                .says("BEGIN", IN)
                .says("COMMIT", OUT);
        script.says("SELECT a FROM t", MANUAL_IN)
                .fails("UPDATE t SET a = 2", 1213)
                .says("SELECT a FROM t", MANUAL_IN);
        script.fails("UPDATE t SET a = 2", 1213).closes(SessionEnd.CAPTURE_ENDED);
        assertThat(script.ends()).containsExactly("deadlock 2", "deadlock 2", "commit 2", "deadlock 2", "deadlock 2");
    }

    /** A deadlock of metadata locks may leave the transaction; under autocommit the next status proves it. */
    @Test
    void orTheServerSaysThatItGoesOn() {
        script.says("BEGIN", IN)
                .fails("UPDATE t SET a = 2", 1213)
                .says("SELECT 1", IN)
                .says("COMMIT", OUT);
        assertThat(script.ends()).containsExactly("commit 4");
    }

    @Test
    void otherErrorsEndNothingUnlessTheServerSaysSo() {
        script.says("BEGIN", IN)
                .fails("UPDATE t SET a = 2", 1205)
                .says("SELECT 1", IN)
                .says("COMMIT", OUT);
        script.says("BEGIN", IN).fails("UPDATE t SET a = 2", 1205).says("SELECT 1", OUT);
        script.says("BEGIN", IN).fails("CREATE TABLE t (a INT)", 1050).says("COMMIT", OUT);
        script.says("BEGIN", IN).fails("CREATE TABLE t (nonsense", 1064).says("COMMIT", OUT);
        assertThat(script.ends()).containsExactly("commit 4", "error 2", "implicit_commit 2", "commit 3");
    }

    @Test
    void aLossThatMayHideACommitEndsItAsUnknown() {
        script.says("BEGIN", IN).gap().says("SELECT 1", IN).says("COMMIT", OUT);
        script.says("BEGIN", IN).loses("COMMIT").says("SELECT 1", OUT);
        script.says("BEGIN", IN).loses("").says("COMMIT", OUT);
        script.says("BEGIN", IN).loses("CALL p()").says("SELECT 1", IN).closes();
        assertThat(script.ends())
                .containsExactly("unknown 1?", "commit 2?", "unknown 2?", "unknown 2?", "unknown 2?", "disconnect 1?");
    }

    @Test
    void theStatusProvesThatItGoesOn() {
        script.says("BEGIN", IN).loses("SELECT 1").says("SELECT 2", IN).says("COMMIT", OUT);
        // With autocommit off, or by the end, the lost answer may have been a deadlock.
        script.says("SELECT 1", MANUAL_IN)
                .loses("SELECT 1")
                .says("SELECT 2", MANUAL_IN)
                .says("COMMIT", MANUAL_OUT);
        script.says("BEGIN", IN).loses("SELECT 1").says("COMMIT", OUT);
        assertThat(script.ends()).containsExactly("commit 4?", "unknown 2?", "commit 2?", "unknown 2?");
    }

    @Test
    void metInTheMiddle() {
        script.gap().says("SELECT 1", IN).says("COMMIT", OUT);
        script.gap().says("BEGIN", IN).says("COMMIT", OUT);
        assertThat(script.ends()).containsExactly("commit 2?", "commit 2");
        assertThat(script.heard().totals().incomplete()).isEqualTo(1);
        assertThat(script.heard().totals().duration().count()).isEqualTo(1);
    }

    @Test
    void whatFallsOutOfTheSampleCountsForNothing() {
        script.says("BEGIN", IN).closes(SessionEnd.LEFT_OUT);
        script.says("BEGIN", IN).says("COMMIT", OUT);
        assertThat(script.ends()).containsExactly("commit 2");
        assertThat(script.table.transactions().openCount()).isZero();
    }

    @Test
    void xa() {
        script.says("XA START 'x'", IN).says("XA END 'x'", IN).says("XA PREPARE 'x'", OUT);
        script.says("XA START 'x'", IN)
                .says("XA END 'x'", IN)
                .says("XA PREPARE 'x'", IN)
                .says("XA COMMIT 'x'", OUT);
        assertThat(script.ends()).containsExactly("prepare 3", "commit 4");
        assertThat(script.heard().slowest()).allMatch(Transaction::xa);
    }
}
