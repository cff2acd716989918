package io.hydrophone.digest.transaction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Source;
import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.DigestTable;
import io.hydrophone.digest.summary.Transaction;
import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.TrafficDecoder;
import io.hydrophone.wire.source.LinkType;
import io.hydrophone.wire.source.PacketHandler;
import io.hydrophone.wire.synthetic.SyntheticConnection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Packets that were not captured, from the wire to the transactions: a session of two transactions with each packet left
 * out in turn, and each few that follow one another. What is said may then be less than the truth, never something else.
 */
class LossTest {
    private static final int OUT = 2;
    private static final int IN = 3;
    private static final String[] STATEMENTS = {
        "SELECT 0",
        "BEGIN",
        "SELECT 1",
        "COMMIT",
        "BEGIN",
        "UPDATE t SET a = 1",
        "SELECT 2",
        "SELECT 3",
        "ROLLBACK",
        "SELECT 4"
    };
    private static final int[] STATES = {OUT, IN, IN, OUT, IN, IN, IN, IN, OUT, OUT};

    private final DigestTable table =
            new DigestTable(Source.WIRE, DigestOptions.DEFAULT.withTransactions(TransactionOptions.DEFAULT));
    private final Dropping packets = new Dropping(new TrafficDecoder(DecoderOptions.of(Ports.of(3306)), table));

    @Test
    void nothingIsLost() {
        play(-1, 0);
        assertThat(ends()).containsExactly("commit 3", "rollback 5");
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "5"})
    void whateverIsLost(int length) {
        int all = 2 * STATEMENTS.length;
        for (int first = 0; first + length <= all; first++) {
            LossTest one = new LossTest();
            one.play(first, length);
            for (Transaction transaction : one.heard()) {
                check(transaction, first, length);
            }
        }
    }

    /** Commits and rollbacks are told only where they were heard, of what was heard whole only with all of its statements. */
    private static void check(Transaction transaction, int first, int length) {
        String text = first + "+" + length + " " + text(transaction);
        assertThat(transaction.end().label()).as(text).isIn("commit", "rollback", "unknown");
        if (transaction.end().label().equals("commit")) {
            assertThat(transaction.last().fingerprint()).as(text).isEqualTo("commit");
            assertThat(transaction.rowsAffected()).as(text).isZero();
        }
        if (transaction.end().label().equals("rollback")) {
            assertThat(transaction.last().fingerprint()).as(text).isEqualTo("rollback");
        }
        if (!transaction.incomplete()) {
            assertThat(text(transaction)).as(text).isIn("commit 3", "rollback 5");
        }
        // No transaction goes on from the first COMMIT to the second BEGIN.
        assertThat(transaction.statements()).as(text).isLessThanOrEqualTo(5);
    }

    private void play(int first, int length) {
        SyntheticConnection connection = new SyntheticConnection(packets, 0x0a000001, 40_000, 0x0a000002, 3306);
        long now = 1_700_000_000_000_000_000L;
        for (int i = 0; i < STATEMENTS.length; i++) {
            now += 10_000_000_000L; // long enough that every hole is given up
            packets.dropping(2 * i >= first && 2 * i < first + length);
            byte[] command = packet(0, ("\u0003" + STATEMENTS[i]).getBytes(UTF_8));
            connection.client(now, command, 0, command.length);
            packets.dropping(2 * i + 1 >= first && 2 * i + 1 < first + length);
            byte[] ok = packet(1, new byte[] {
                0, (byte) (STATEMENTS[i].startsWith("UPDATE") ? 1 : 0), 0, (byte) STATES[i], 0, 0, 0
            });
            connection.server(now + 1_000_000, ok, 0, ok.length);
            packets.tick(now + 2_000_000);
        }
        packets.dropping(false);
        connection.close(now + 10_000_000_000L);
        packets.end();
    }

    private List<Transaction> heard() {
        return table.snapshot().transactions().slowest();
    }

    private List<String> ends() {
        return heard().stream()
                .sorted((a, b) -> Long.compare(a.startNanos(), b.startNanos()))
                .map(LossTest::text)
                .toList();
    }

    private static String text(Transaction transaction) {
        return transaction.end().label() + " " + transaction.statements();
    }

    private static byte[] packet(int number, byte[] payload) {
        byte[] packet = new byte[4 + payload.length];
        packet[0] = (byte) payload.length;
        packet[3] = (byte) number;
        System.arraycopy(payload, 0, packet, 4, payload.length);
        return packet;
    }

    private static final class Dropping implements PacketHandler {
        private final PacketHandler next;
        private boolean dropping;

        Dropping(PacketHandler next) {
            this.next = next;
        }

        void dropping(boolean now) {
            dropping = now;
        }

        @Override
        public void packet(long nanos, LinkType link, byte[] data, int offset, int captured, int length) {
            if (!dropping) {
                next.packet(nanos, link, data, offset, captured, length);
            }
        }

        @Override
        public void tick(long nanos) {
            next.tick(nanos);
        }

        @Override
        public void end() {
            next.end();
        }
    }
}
