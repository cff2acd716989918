package io.hydrophone.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.wire.Heard.Line;
import io.hydrophone.wire.tcp.Compressing;
import io.hydrophone.wire.tcp.Disturbance;
import io.hydrophone.wire.tcp.Mutation;
import io.hydrophone.wire.tcp.Packets;
import io.hydrophone.wire.tcp.Packets.Packet;
import io.hydrophone.wire.tcp.Recording;
import io.hydrophone.wire.tcp.Recording.Turn;
import io.hydrophone.wire.tls.Encrypting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** However TCP cuts, repeats and reorders real sessions, the same queries are heard; what is lost is never guessed. */
class SegmentationTest {
    private static List<List<Turn>> connections;

    @BeforeAll
    static void read() throws IOException {
        connections = Recording.connectionsInAnyForm();
    }

    static IntStream connections() throws IOException {
        return IntStream.range(0, Recording.connectionsInAnyForm().size());
    }

    static IntStream connectionsInTheClear() throws IOException {
        return IntStream.range(0, Recording.connectionsInTheClear().size());
    }

    static IntStream seeds() {
        return IntStream.range(0, 150);
    }

    private static List<Packet> whole(int connection) {
        return Mutation.whole(connections.get(connection));
    }

    @Test
    void compressionChangesNothing() throws IOException {
        for (List<Turn> turns : Recording.connections()) {
            Heard plain = Heard.of(Packets.of(turns, 1000, 2000, left -> left));
            for (Compressing.Method method : Compressing.Method.values()) {
                List<Turn> compressed = Compressing.of(turns, method, 1);
                Heard heard = Heard.of(Packets.of(compressed, 1000, 2000, left -> left));
                assertThat(heard.lines()).isEqualTo(plain.lines());
                assertThat(heard.counters().compressedSessions()).isEqualTo(1);
                assertThat(heard.counters().unparsed()).isZero();
            }
        }
    }

    @Test
    void encryptionChangesNothing() throws IOException {
        for (List<Turn> turns : Recording.connections()) {
            Heard plain = Heard.of(Packets.of(turns, 1000, 2000, left -> left));
            for (Encrypting.Method method : Encrypting.Method.values()) {
                List<Turn> encrypted = Encrypting.of(turns, method, 1);
                Heard heard = Heard.of(Packets.of(encrypted, 1000, 2000, left -> left));
                assertThat(heard.lines()).isEqualTo(plain.lines());
                assertThat(heard.counters().decryptedSessions()).isEqualTo(1);
                assertThat(heard.counters().tlsSessions()).isZero();
                assertThat(heard.counters().unparsed()).isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("connections")
    void aCutAtAnyOffsetChangesNothing(int connection) throws IOException {
        Heard expected = Heard.of(whole(connection));
        assertThat(expected.lines()).isNotEmpty();
        assertThat(expected.counters().gaps()).isZero();
        List<Packet> packets = whole(connection);
        int inTheClear = Recording.connectionsInTheClear().size();
        for (int i = 0; i < packets.size(); i++) {
            Packet packet = packets.get(i);
            int length = packet.payload().length;
            boolean tls = connection >= inTheClear;
            int step = length > 4000 ? 97 : tls ? 3 : 1; // the long ones repeat themselves
            for (int at = 1; at < length; at += step) {
                List<Packet> cut = new ArrayList<>(packets);
                cut.set(i, packet.part(0, at));
                cut.add(i + 1, packet.part(at, length));
                Heard heard = Heard.of(cut);
                assertThat(heard.lines()).isEqualTo(expected.lines());
                assertThat(heard.counters().lostBytes()).isZero();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("connections")
    void segmentsOfAnySizeCarryTheSame(int connection) {
        Heard expected = Heard.of(whole(connection));
        for (int size : new int[] {1, 2, 3, 4, 5, 7, 64, 1448}) {
            List<Packet> cut = Packets.of(connections.get(connection), -5000, Integer.MAX_VALUE - 300, left -> size);
            assertThat(Heard.of(cut).lines()).isEqualTo(expected.lines());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void duplicatesReorderingAndOverlapsChangeNothing(int seed) {
        Random random = new Random(seed);
        int connection = seed % connections.size();
        int most = 1 << random.nextInt(1, 12);
        // Initial numbers just below 2^32, so that both directions wrap.
        List<Packet> packets = Packets.of(
                connections.get(connection),
                -1 - random.nextInt(2000),
                -1 - random.nextInt(2000),
                left -> 1 + random.nextInt(most));
        Heard expected = Heard.of(whole(connection));
        Heard heard = Heard.of(Disturbance.all(packets, random));
        assertThat(heard.lines()).isEqualTo(expected.lines());
        assertThat(heard.counters().lostBytes()).isZero();
        assertThat(heard.counters().sessions()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("connections")
    void keepAliveProbesAreNoData(int connection) {
        Heard expected = Heard.of(whole(connection));
        List<Packet> packets = Disturbance.keepAlive(whole(connection));
        assertThat(Heard.of(packets).lines()).isEqualTo(expected.lines());
    }

    @ParameterizedTest
    @MethodSource("connections")
    void aMissingSegmentTakesNoForeignAnswer(int connection) {
        for (int most : new int[] {1 << 16, 1448, 60}) {
            List<Packet> packets = Packets.of(connections.get(connection), 1000, 2000, left -> most);
            List<Line> all = Heard.of(packets).lines().stream().map(Line::alone).toList();
            int step = Math.max(1, packets.size() / 400);
            for (int i = 2; i < packets.size() - 2; i += step) {
                List<Packet> torn = new ArrayList<>(packets);
                Packet missing = torn.remove(i);
                Heard heard = Heard.of(torn);
                assertAnswersAreTheirOwn(heard, all);
                assertThat(heard.counters().lostBytes()).isEqualTo(missing.payload().length);
                assertThat(heard.counters().gaps()).isPositive();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void manyMissingSegmentsTakeNoForeignAnswer(int seed) {
        Random random = new Random(seed);
        List<Turn> turns = connections.get(seed % connections.size());
        List<Packet> packets = Packets.of(turns, 1000, 2000, left -> 1 + random.nextInt(200));
        List<Line> all = Heard.of(packets).lines().stream().map(Line::alone).toList();
        packets.removeIf(packet -> packet.payload().length > 0 && random.nextInt(20) == 0);
        assertAnswersAreTheirOwn(Heard.of(packets), all);
    }

    @ParameterizedTest
    @MethodSource("connectionsInTheClear")
    void aSessionMetInTheMiddleIsHeardFromItsNextCommand(int connection) {
        List<Packet> packets = whole(connection);
        List<Line> all = Heard.of(packets).lines().stream().map(Line::alone).toList();
        for (int from = 5; from < packets.size() - 3; from++) {
            Heard heard = Heard.of(packets.subList(from, packets.size()));
            List<Line> lines = heard.lines().stream()
                    .filter(Line::answered)
                    .map(Line::alone)
                    .toList();
            assertThat(all).containsSubsequence(lines);
            assertThat(heard.counters().midstreamSessions()).isEqualTo(1);
            // All commands from here on are there: at most the answer that was under way is missed.
            long asked = packets.subList(from, packets.size()).stream()
                    .filter(p -> p.fromClient() && p.payload().length > 4 && p.payload()[3] == 0)
                    .count();
            assertThat((long) heard.lines().size()).isGreaterThanOrEqualTo(asked);
        }
    }

    private static void assertAnswersAreTheirOwn(Heard heard, List<Line> all) {
        List<Line> answered =
                heard.lines().stream().filter(Line::answered).map(Line::alone).toList();
        Set<Line> known = new HashSet<>(all);
        assertThat(known).containsAll(answered);
        if (!answered.isEmpty()) {
            assertThat(all).containsSubsequence(answered);
        }
    }

    @Test
    void whatIsHeardOfARealSessionIsWhatItsClientDid() {
        Heard heard = Heard.of(whole(0));
        assertThat(heard.lines())
                .filteredOn(line -> line.error() == 1062)
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.sql()).isEqualTo("insert into t(id,name) values(1,'dup')");
                    assertThat(line.message()).isEqualTo("23000Duplicate entry '1' for key 'PRIMARY'");
                    assertThat(line.database()).isEqualTo("shop");
                    assertThat(line.user()).isEqualTo("root");
                });
        assertThat(heard.lines())
                .filteredOn(line -> line.sql().equals("select * from t"))
                .singleElement()
                .extracting(Line::rows)
                .isEqualTo(3L);
        assertThat(heard.lines())
                .filteredOn(line -> line.sql().startsWith("update t"))
                .singleElement()
                .extracting(Line::affected)
                .isEqualTo(2L);
    }
}
