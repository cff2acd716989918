package io.hydrophone.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.wire.source.LinkType;
import io.hydrophone.wire.source.PacketHandler;
import io.hydrophone.wire.synthetic.SyntheticTraffic;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The part of the sessions that is heard may change at any packet: none is then told wrongly, or told as a loss. */
class SampleChangeTest {
    private static final int PORT = 3306;
    private static final int SESSIONS = 60;
    private static final DecoderOptions ALL = DecoderOptions.of(Ports.of(PORT));

    private record Told(int clientPort, long startNanos, String sql, Outcome outcome, long totalNanos, long rows) {
        static Told of(Query query) {
            Heard.Line line = Heard.line(query);
            return new Told(
                    query.clientPort(),
                    query.startNanos(),
                    line.sql(),
                    query.outcome(),
                    query.totalNanos(),
                    query.rowsSent());
        }
    }

    /** Packets of all sessions, one of each in turn, so that many are open at any time. */
    private static List<byte[]> interleaved() {
        Map<Integer, Deque<byte[]>> byClient = new LinkedHashMap<>();
        SyntheticTraffic.play(
                new PacketHandler() {
                    @Override
                    public void packet(long nanos, LinkType link, byte[] data, int offset, int captured, int length) {
                        byte[] frame = Arrays.copyOfRange(data, offset, offset + captured);
                        int source = ByteBuffer.wrap(frame).getShort(34) & 0xffff;
                        int target = ByteBuffer.wrap(frame).getShort(36) & 0xffff;
                        byClient.computeIfAbsent(source == PORT ? target : source, client -> new ArrayDeque<>())
                                .add(frame);
                    }

                    @Override
                    public void tick(long nanos) {}

                    @Override
                    public void end() {}
                },
                PORT,
                SESSIONS);
        List<byte[]> frames = new ArrayList<>();
        while (!byClient.isEmpty()) {
            byClient.values().removeIf(rest -> {
                frames.add(rest.poll());
                return rest.isEmpty();
            });
        }
        return frames;
    }

    private static final List<byte[]> FRAMES = interleaved();

    private final List<Told> told = new ArrayList<>();
    private final Set<Long> begun = new HashSet<>();
    private final Map<Long, SessionEnd> ended = new HashMap<>();

    private WireCounters play(DecoderOptions options, Map<Integer, SampleRatio> changes) {
        TrafficDecoder decoder = new TrafficDecoder(options, new QueryHandler() {
            @Override
            public void query(Query query) {
                assertThat(ended).doesNotContainKey(query.session());
                told.add(Told.of(query));
                begun.add(query.session());
            }

            @Override
            public void sessionEnded(long session, long nanos, SessionEnd how) {
                ended.merge(session, how, (one, other) -> {
                    throw new AssertionError("told twice of session " + session);
                });
            }
        });
        long nanos = 1_700_000_000_000_000_000L;
        for (int i = 0; i < FRAMES.size(); i++) {
            SampleRatio ratio = changes.get(i);
            if (ratio != null) {
                decoder.sample(ratio);
            }
            byte[] frame = FRAMES.get(i);
            decoder.packet(nanos += 1_000, LinkType.ETHERNET, frame, 0, frame.length, frame.length);
        }
        decoder.end();
        return decoder.counters();
    }

    private List<Told> all() {
        play(ALL, Map.of());
        List<Told> all = List.copyOf(told);
        clear();
        return all;
    }

    private void clear() {
        told.clear();
        begun.clear();
        ended.clear();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 401, 1_002, 1_003, 1_504, 3_111})
    void aCoarserSampleDropsSessionsWithoutAWordAndKeepsTheOthersWhole(int at) {
        List<Told> all = all();
        SampleRatio third = new SampleRatio(3);
        WireCounters wire = play(ALL, Map.of(at, third));

        assertThat(all).containsAll(told);
        assertThat(told.size()).isLessThan(all.size());
        assertThat(told).extracting(Told::outcome).doesNotContain(Outcome.LOST, Outcome.ABORTED, Outcome.UNFINISHED);
        assertThat(ended.keySet()).containsAll(begun);
        assertThat(ended).containsValue(SessionEnd.LEFT_OUT);
        assertThat(wire.gaps()).isZero();
        assertThat(wire.lostCommands()).isZero();
        assertThat(wire.midstreamSessions()).isZero();
        assertThat(wire.openSessions()).isZero();
        assertThat(wire.sampledOutSessions()).isBetween(20L, 55L);
        long heardToTheEnd = all.stream()
                .map(Told::clientPort)
                .distinct()
                .filter(client -> whole(all, client).equals(whole(told, client)))
                .count();
        assertThat(heardToTheEnd).isGreaterThanOrEqualTo(SESSIONS - wire.sampledOutSessions());
    }

    private static List<Told> whole(List<Told> told, int client) {
        return told.stream().filter(one -> one.clientPort() == client).toList();
    }

    @Test
    void aFinerSampleMeetsSessionsInTheMiddleAndPairsNothingWrongly() {
        Map<Told, Integer> all = new HashMap<>();
        all().forEach(one -> all.merge(answer(one), 1, Integer::sum));
        for (int at = 150; at < 3_000; at += 61) {
            clear();
            WireCounters wire = play(ALL.sampled(new SampleRatio(8)), Map.of(at, SampleRatio.ALL));

            assertThat(wire.sessions() - wire.midstreamSessions() + wire.sampledOutSessions())
                    .isEqualTo(SESSIONS);
            assertThat(told.stream()
                            .filter(one -> one.outcome() == Outcome.OK || one.outcome() == Outcome.ERROR)
                            .map(SampleChangeTest::answer))
                    .isNotEmpty()
                    .allMatch(all::containsKey);
        }
    }

    /** Without the text, which is not known where the PREPARE was not heard. */
    private static Told answer(Told one) {
        return new Told(one.clientPort, one.startNanos, "", one.outcome, one.totalNanos, one.rows);
    }

    @Test
    void goingToAndFroKeepsTheSessionsThatTheCoarsestTakes() {
        List<Told> all = all();
        SampleRatio half = new SampleRatio(2);
        SampleRatio eighth = new SampleRatio(8);
        play(ALL.sampled(eighth), Map.of());
        List<Told> kept = List.copyOf(told);
        clear();

        play(ALL, Map.of(300, half, 900, eighth, 1_500, half, 2_100, SampleRatio.ALL, 2_700, eighth));

        assertThat(kept).isNotEmpty();
        assertThat(told).containsAll(kept);
        assertThat(all).containsAll(kept);
    }
}
