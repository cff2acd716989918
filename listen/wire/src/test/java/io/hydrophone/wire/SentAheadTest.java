package io.hydrophone.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.wire.tcp.Packets;
import io.hydrophone.wire.tcp.Packets.Packet;
import io.hydrophone.wire.tcp.Recording.Turn;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that are sent before the one before is answered: after a loss nobody knows whose answer comes first. */
class SentAheadTest {
    private static final byte[] OK = {7, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0};
    /** Statement 34, without columns and parameters: it reads like an OK with 34 affected rows. */
    private static final byte[] PREPARED = {12, 0, 0, 1, 0, 34, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    /** The statement prepared last, by the id −1, once. */
    private static final byte[] EXECUTE_LAST = {10, 0, 0, 0, 0x17, -1, -1, -1, -1, 0, 1, 0, 0, 0};

    @Test
    void anExecutionOfWhatWasPreparedUnheardIsNotGivenTheAnswerToThat() {
        List<Packet> packets = packets(
                new Turn(true, query("prepare", 0x16)),
                new Turn(true, EXECUTE_LAST),
                new Turn(false, PREPARED),
                new Turn(false, OK),
                new Turn(true, query("after it", 3)),
                new Turn(false, OK));
        Heard heard = Heard.of(packets.subList(3, packets.size())); // without the handshake and the PREPARE

        assertThat(heard.lines()).extracting(Heard.Line::outcome).containsExactly(Outcome.LOST, Outcome.OK);
        assertThat(heard.lines().getLast().sql()).isEqualTo("after it");
    }

    /** Also where the server was heard to the last byte, and there are more of them. */
    @Test
    void noneOfSeveralExecutionsIsGivenTheAnswerToAPrepareThatWasLost() {
        List<Packet> packets = packets(
                new Turn(true, query("before it", 3)),
                new Turn(false, OK),
                new Turn(true, query("prepare", 0x16)),
                new Turn(true, EXECUTE_LAST),
                new Turn(true, EXECUTE_LAST),
                new Turn(false, join(PREPARED, OK, OK)),
                new Turn(true, query("after it", 3)),
                new Turn(false, OK));
        List<Packet> torn = new ArrayList<>(packets.subList(2, packets.size()));
        torn.remove(2);
        Heard heard = Heard.of(torn);

        assertThat(heard.lines())
                .extracting(Heard.Line::outcome)
                .containsExactly(Outcome.OK, Outcome.LOST, Outcome.LOST, Outcome.OK);
    }

    /** Met in the middle, with more that is sent when the first answer has come and the second has not. */
    @Test
    void whatWaitsBehindTheFirstCommandThatIsHeardHasItsAnswersInTurn() {
        List<Packet> packets = packets(
                new Turn(true, join(query("prepare", 0x16), EXECUTE_LAST)),
                new Turn(false, PREPARED),
                new Turn(true, EXECUTE_LAST),
                new Turn(false, affected(1)),
                new Turn(false, affected(59)));
        Heard heard = Heard.of(packets.subList(2, packets.size()));

        assertThat(heard.lines()).extracting(Heard.Line::outcome).containsOnly(Outcome.OK);
        assertThat(heard.lines()).extracting(Heard.Line::affected).containsExactly(0L, 1L, 59L);
    }

    private static byte[] affected(int rows) {
        byte[] ok = OK.clone();
        ok[5] = (byte) rows;
        return ok;
    }

    @Test
    void aClientThatSendsAheadIsNotBelievedAfterALoss() {
        List<Packet> packets = packets(
                new Turn(true, join(query("one", 3), query("two", 3))),
                new Turn(false, join(OK, OK)),
                new Turn(true, query("lost", 3)),
                new Turn(true, query("heard", 3)),
                new Turn(false, OK),
                new Turn(false, OK));
        List<Packet> torn = new ArrayList<>(packets.subList(2, packets.size()));
        torn.remove(2);
        Heard heard = Heard.of(torn);

        assertThat(heard.lines()).extracting(Heard.Line::sql).containsExactly("one", "two", "heard");
        assertThat(heard.lines().getLast().outcome()).isEqualTo(Outcome.LOST);
        assertThat(heard.counters().gaps()).isEqualTo(1);
    }

    /** What was lost was sent ahead of an answer that was heard: the next answer is that to what was lost. */
    @Test
    void whoSentAheadWhatWasLostIsNotBelieved() {
        List<Packet> packets = packets(
                new Turn(true, query("waits", 3)),
                new Turn(true, query("lost", 3)),
                new Turn(false, affected(1)),
                new Turn(true, query("heard", 3)),
                new Turn(false, affected(2)),
                new Turn(false, affected(3)));
        List<Packet> torn = new ArrayList<>(packets.subList(2, packets.size()));
        torn.remove(1);
        Heard heard = Heard.of(torn);

        assertThat(heard.lines()).extracting(Heard.Line::sql).containsExactly("waits", "heard");
        assertThat(heard.lines()).extracting(Heard.Line::outcome).containsExactly(Outcome.OK, Outcome.LOST);
    }

    /** A ring that overflows loses what both sides said: a client that waits for its answers is heard again at once. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void whoWaitsForAnswersIsBelievedAfterALossOfBothSides(int seed) {
        List<Turn> turns = new ArrayList<>();
        for (int i = 1; i <= 2_000; i++) {
            turns.add(new Turn(true, query("number " + i, 3)));
            turns.add(new Turn(false, affected(i % 250)));
        }
        List<Packet> packets = packets(turns.toArray(Turn[]::new));
        List<Packet> torn = new ArrayList<>();
        Random random = new Random(seed);
        int bursts = 0;
        for (int i = 2; i < packets.size(); i++) {
            if (i > 20 && random.nextInt(100) == 0) {
                i += random.nextInt(30);
                bursts++;
            } else {
                torn.add(packets.get(i));
            }
        }
        Heard heard = Heard.of(torn);

        assertThat(heard.counters().lostCommands()).isBetween(1L, 2L * bursts);
        assertThat(heard.lines()).hasSizeGreaterThan(1_400).allSatisfy(line -> {
            int number = Integer.parseInt(line.sql().substring("number ".length()));
            assertThat(line.outcome() == Outcome.LOST ? number % 250 : line.affected())
                    .as(line.sql())
                    .isEqualTo(number % 250);
        });
    }

    private static List<Packet> packets(Turn... turns) {
        return Packets.of(List.of(turns), 1000, 2000, left -> left);
    }

    private static byte[] query(String sql, int command) {
        byte[] text = sql.getBytes(UTF_8);
        return join(new byte[] {(byte) (1 + text.length), 0, 0, 0, (byte) command}, text);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
