package io.hydrophone.agent.statsd;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.hydrophone.core.Sample;
import io.hydrophone.core.Signal;
import io.hydrophone.core.Tags;
import io.hydrophone.servers.Pause;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphiteServerTest {
    private final List<Signal> taken = Collections.synchronizedList(new ArrayList<>());

    @Test
    void linesAreTakenAndWrongOnesCounted() throws Exception {
        String lines = "servers.db1.load 0.5 1700000000\r\ndisk.used;host=db1;fs=/ 12 1700000001.5\n\n"
                + "no-value\nx y 1\nx 1 -7\n;a=b 1 1\nx;a 1 1\n" + "long".repeat(20_000) + " 1 1\nlast 7 1700000002";
        try (GraphiteServer server = GraphiteServer.start("127.0.0.1", 0, taken::addAll, problem -> {})) {
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
                client.getOutputStream().write(lines.getBytes(StandardCharsets.UTF_8));
            }
            Pause.until("all came", Duration.ofSeconds(60), () -> taken.size() == 3);
            assertThat(server.counters()).isEqualTo(new GraphiteServer.Counters(1, 3, 6, 0));
        }
        assertThat(taken)
                .containsExactly(
                        Sample.gauge("servers.db1.load", 0.5, Tags.NONE, 1_700_000_000_000_000L),
                        Sample.gauge("disk.used", 12, Tags.of("host:db1", "fs:/"), 1_700_000_001_500_000L),
                        Sample.gauge("last", 7, Tags.NONE, 1_700_000_002_000_000L));
    }

    @Test
    void minusOneIsNow() {
        byte[] line = "a 1 -1".getBytes(StandardCharsets.UTF_8);
        assertThat(GraphiteLine.read(line, 0, line.length, 42)).isEqualTo(Sample.gauge("a", 1, Tags.NONE, 42));
    }

    /** Any line is a sample or none. */
    @FuzzTest(maxDuration = "2m")
    void anyLine(byte[] bytes) {
        Sample sample = GraphiteLine.read(bytes, 0, bytes.length, 1);
        assertThat(sample == null || !sample.name().isEmpty()).isTrue();
    }
}
