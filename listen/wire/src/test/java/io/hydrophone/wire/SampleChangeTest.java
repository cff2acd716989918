package io.hydrophone.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.wire.source.LinkType;
import io.hydrophone.wire.source.PacketHandler;
import io.hydrophone.wire.synthetic.SyntheticTraffic;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The part of the sessions that is heard may change at any packet: none is then told wrongly, or told as a loss. */
class SampleChangeTest {
    private static final int SESSIONS = 60;
    private static final DecoderOptions ALL = DecoderOptions.of(Ports.of(3306));

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

    /** Changes the sample at each of some packets. */
    private record Changing(TrafficDecoder decoder, AtomicInteger packets, Map<Integer, SampleRatio> changes)
            implements PacketHandler {
        @Override
        public void packet(long nanos, LinkType link, byte[] data, int offset, int captured, int length) {
            SampleRatio ratio = changes.get(packets.getAndIncrement());
            if (ratio != null) {
                decoder.sample(ratio);
            }
            decoder.packet(nanos, link, data, offset, captured, length);
        }

        @Override
        public void tick(long nanos) {
            decoder.tick(nanos);
        }

        @Override
        public void end() {
            decoder.end();
        }
    }

    private final List<Told> told = new ArrayList<>();

    private WireCounters play(DecoderOptions options, Map<Integer, SampleRatio> changes) {
        TrafficDecoder decoder = new TrafficDecoder(options, query -> told.add(Told.of(query)));
        SyntheticTraffic.play(new Changing(decoder, new AtomicInteger(), changes), 3306, SESSIONS);
        return decoder.counters();
    }

    private List<Told> all() {
        play(ALL, Map.of());
        List<Told> all = List.copyOf(told);
        told.clear();
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 203, 204, 1_111})
    void aCoarserSampleDropsSessionsWithoutAWordAndKeepsTheOthersWhole(int at) {
        List<Told> all = all();
        SampleRatio third = new SampleRatio(3);
        WireCounters wire = play(ALL, Map.of(at, third));

        assertThat(all).containsSubsequence(told);
        assertThat(told.size()).isLessThan(all.size());
        assertThat(told).extracting(Told::outcome).doesNotContain(Outcome.LOST, Outcome.ABORTED, Outcome.UNFINISHED);
        assertThat(wire.gaps()).isZero();
        assertThat(wire.lostCommands()).isZero();
        assertThat(wire.midstreamSessions()).isZero();
        assertThat(wire.openSessions()).isZero();
        assertThat(wire.sampledOutSessions()).isBetween(1L, (long) SESSIONS);
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
    void eachSessionIsToldToHaveEndedOnce() {
        Set<SessionEnd> ways = EnumSet.noneOf(SessionEnd.class);
        for (int at = 200; at < 210; at++) {
            Set<Long> asked = new HashSet<>();
            Map<Long, SessionEnd> ended = new HashMap<>();
            TrafficDecoder decoder = new TrafficDecoder(ALL, new QueryHandler() {
                @Override
                public void query(Query query) {
                    assertThat(ended).doesNotContainKey(query.session());
                    asked.add(query.session());
                }

                @Override
                public void sessionEnded(long session, long nanos, SessionEnd how) {
                    assertThat(ended.put(session, how)).isNull();
                }
            });
            Map<Integer, SampleRatio> changes = Map.of(at, new SampleRatio(2 + at % 7));
            SyntheticTraffic.play(new Changing(decoder, new AtomicInteger(), changes), 3306, SESSIONS);
            assertThat(ended.keySet()).containsAll(asked);
            ways.addAll(ended.values());
        }
        assertThat(ways).containsExactlyInAnyOrder(SessionEnd.CLOSED, SessionEnd.LEFT_OUT);
    }

    @Test
    void aFinerSampleMeetsSessionsInTheMiddleAndPairsNothingWrongly() {
        Map<Told, Integer> all = new HashMap<>();
        all().forEach(one -> all.merge(answer(one), 1, Integer::sum));
        for (int at = 150; at < 400; at += 7) {
            told.clear();
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
        told.clear();

        play(ALL, Map.of(100, half, 300, eighth, 500, half, 700, SampleRatio.ALL, 900, eighth));

        assertThat(kept).isNotEmpty();
        assertThat(told).containsAll(kept);
        assertThat(all).containsAll(kept);
    }
}
