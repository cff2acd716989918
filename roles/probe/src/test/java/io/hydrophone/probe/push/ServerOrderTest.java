package io.hydrophone.probe.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ServerOrderTest {
    private static final int PROBES = 20_000;
    private static final List<URI> SERVERS = IntStream.range(8_668, 8_673)
            .mapToObj(port -> URI.create("ws://127.0.0.1:" + port + "/websocket"))
            .toList();

    @Test
    void eachServerIsTheFirstOfAsManyProbes() {
        assertEven(counts(order -> order.getFirst()), PROBES / 5.0);
    }

    @Test
    void theProbesOfAServerThatGoesSpreadEvenly() {
        Map<String, Long> pairs = counts(order -> order.get(0) + " then " + order.get(1));
        assertThat(pairs).hasSize(20);
        assertEven(pairs, PROBES / 20.0);
    }

    @Test
    void theOrderOfAProbeIsAlwaysTheSame() {
        assertThat(ServerOrder.of("db-7", SERVERS.reversed())).isEqualTo(ServerOrder.of("db-7", SERVERS));
    }

    /** Within five standard deviations of chance. */
    private static void assertEven(Map<String, Long> counts, double expected) {
        assertThat(counts.values())
                .allSatisfy(count -> assertThat((double) count)
                        .isBetween(expected - 5 * Math.sqrt(expected), expected + 5 * Math.sqrt(expected)));
    }

    private static Map<String, Long> counts(Function<List<URI>, Object> key) {
        return IntStream.range(0, PROBES)
                .mapToObj(probe -> ServerOrder.of("db-" + probe, SERVERS))
                .collect(Collectors.groupingBy(
                        order -> key.apply(order).toString(), HashMap::new, Collectors.counting()));
    }
}
