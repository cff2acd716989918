package io.hydrophone.wire.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.protocol.Command;
import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.TrafficDecoder;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SyntheticTrafficTest {
    @Test
    void isHeardAsTheSessionsItMakesUp() {
        Map<Command, Integer> counts = new EnumMap<>(Command.class);
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        long[] rows = new long[1];
        TrafficDecoder decoder = new TrafficDecoder(DecoderOptions.of(Ports.of(3306)), query -> {
            counts.merge(query.command(), 1, Integer::sum);
            outcomes.merge(query.outcome(), 1, Integer::sum);
            rows[0] += query.rowsSent();
        });
        SyntheticTraffic.play(decoder, 3306, 10);

        assertThat(counts)
                .containsOnly(
                        Map.entry(Command.COM_QUERY, 300),
                        Map.entry(Command.COM_STMT_PREPARE, 10),
                        Map.entry(Command.COM_STMT_EXECUTE, 100),
                        Map.entry(Command.COM_STMT_CLOSE, 10),
                        Map.entry(Command.COM_QUIT, 10));
        assertThat(outcomes).containsOnly(Map.entry(Outcome.OK, 380), Map.entry(Outcome.ERROR, 50));
        assertThat(rows[0]).isEqualTo(10 * (5 + 5 * 20 + 5 * 20 + 10));
        assertThat(decoder.counters().logins()).isEqualTo(10);
        assertThat(decoder.counters().gaps()).isZero();
        assertThat(decoder.counters().unparsed()).isZero();
    }
}
