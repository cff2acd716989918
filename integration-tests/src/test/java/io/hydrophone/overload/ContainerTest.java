package io.hydrophone.overload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Source;
import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.DigestTable;
import io.hydrophone.servers.DebianPackages;
import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.TrafficDecoder;
import io.hydrophone.wire.source.CaptureFilter;
import io.hydrophone.wire.source.DeviceCounters;
import io.hydrophone.wire.source.LiveCapture;
import io.hydrophone.wire.source.Mechanism;
import io.hydrophone.wire.source.PacketSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server in a network namespace of its own, as in a container, is heard from outside. Needs root. */
class ContainerTest {
    private final String space = "hpd" + Long.toString(ProcessHandle.current().pid() % 46_656, 36);

    @BeforeEach
    void make() throws Exception {
        DebianPackages.require("iproute2");
        run("ip", "netns", "add", space);
        run("ip", "-n", space, "link", "set", "lo", "up");
    }

    @AfterEach
    void remove() throws Exception {
        run("ip", "netns", "delete", space);
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("%s: %s", List.of(command), said).isZero();
    }

    @Test
    void itsLoopbackIsHeardBesideOurOwn() throws Exception {
        try (ServerElsewhere.Remote remote = ServerElsewhere.Remote.start(space)) {
            long process = Long.parseLong(remote.read());
            Ports ports = Ports.parse(remote.read());
            DigestTable table = new DigestTable(Source.WIRE, DigestOptions.DEFAULT);
            TrafficDecoder decoder = new TrafficDecoder(DecoderOptions.of(ports), table);
            try (PacketSource source = LiveCapture.open(
                    List.of("lo", "lo@" + process),
                    CaptureFilter.of(ports),
                    Mechanism.AUTO,
                    LiveCapture.DEFAULT_RING_BYTES)) {
                remote.session();
                long questions = remote.session();
                source.stop();
                source.run(decoder);

                assertThat(decoder.counters().logins()).isEqualTo(2);
                assertThat(decoder.counters().gaps()).isZero();
                assertThat(table.snapshot().statements())
                        .filteredOn(row -> ShortSessions.isQuestion(row.fingerprint()))
                        .singleElement()
                        .satisfies(row -> assertThat(row.tally().count()).isEqualTo(questions));
                assertThat(source.devices()).extracting(DeviceCounters::device).containsExactly("lo", "lo@" + process);
                assertThat(source.devices().getFirst().packets()).isZero();
            }
        }
    }
}
