package io.hydrophone.wire.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.servers.DebianPackages;
import io.hydrophone.wire.Ports;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Devices in the network namespace of another process, as in a container. Needs root. */
@Timeout(300)
class NetworkNamespaceTest {
    private static final int PORT = 13_306;
    private static final int RING = 4 << 20;

    private VirtualPair pair;

    @BeforeAll
    @Timeout(1200) // of an installation
    static void packages() {
        DebianPackages.require("iproute2", "util-linux");
    }

    @BeforeEach
    void connect() throws Exception {
        pair = new VirtualPair();
    }

    @AfterEach
    void disconnect() throws Exception {
        pair.close();
    }

    private static PacketSource open(Mechanism mechanism, String... devices) {
        return LiveCapture.open(Arrays.asList(devices), CaptureFilter.of(Ports.of(PORT)), mechanism, RING);
    }

    private static Problem problem(Mechanism mechanism, String device) {
        return catchThrowableOfType(ProblemException.class, () -> open(mechanism, device))
                .problem();
    }

    @ParameterizedTest
    @CsvSource({"false, 1", "true, 1", "false, 2"})
    void theFarDeviceHearsWhatTheNearOneHears(boolean any, int workers) throws Exception {
        try (FarServer server = pair.serve(VirtualPair.FAR_ADDRESS, PORT, 1);
                PacketSources sources = LiveCapture.open(
                        List.of((any ? "any" : pair.far) + "@" + server.pid()),
                        CaptureFilter.of(Ports.of(PORT)),
                        Mechanism.AUTO,
                        RING,
                        workers);
                Listening near = new Listening(open(Mechanism.AF_PACKET, pair.near))) {
            Farside.ask(VirtualPair.FAR_ADDRESS, PORT);
            near.stop();
            sources.stop();
            List<Heard> heard = workers == 1 ? List.of(new Heard()) : List.of(new Heard(), new Heard());
            sources.run(heard);

            assertThat(near.payloadBytes()).isEqualTo(Farside.QUESTION + Farside.ANSWER);
            assertThat(heard.stream()
                            .mapToLong(one -> new Listening.Payload(one).bytes(true))
                            .sum())
                    .isEqualTo(Farside.QUESTION + Farside.ANSWER);
            assertThat(sources.devices()).singleElement().satisfies(device -> {
                assertThat(device.device()).endsWith("@" + server.pid());
                assertThat(device.packets()).isPositive();
            });
        }
    }

    @Test
    void devicesHereAndThereAreHeardTogether() throws Exception {
        try (FarServer server = pair.serve(VirtualPair.FAR_ADDRESS, PORT, 1);
                PacketSource both = open(Mechanism.AUTO, pair.near, pair.far + "@" + server.pid());
                Listening listening = new Listening(both)) {
            Farside.ask(VirtualPair.FAR_ADDRESS, PORT);
            listening.stop();

            assertThat(listening.payloadBytes()).isEqualTo(Farside.QUESTION + Farside.ANSWER);
            assertThat(listening.repeatedBytes()).isGreaterThanOrEqualTo(Farside.QUESTION + Farside.ANSWER);
            assertThat(both.devices())
                    .extracting(DeviceCounters::device)
                    .containsExactly(pair.near, pair.far + "@" + server.pid());
            assertThat(LiveCapture.devices()).doesNotContain(pair.far);
        }
    }

    @Test
    void whatStandsInTheWayIsTold() throws Exception {
        try (FarServer server = pair.serve(VirtualPair.FAR_ADDRESS, PORT, 1)) {
            Problem missing = problem(Mechanism.AF_PACKET, "hpz@" + server.pid());
            assertThat(missing.code()).isEqualTo("no-such-device");
            assertThat(missing.action()).contains(pair.far).doesNotContain(pair.near);

            assertThat(problem(Mechanism.LIBPCAP, pair.far + "@" + server.pid()).code())
                    .isEqualTo("not-with-libpcap");
            Farside.ask(VirtualPair.FAR_ADDRESS, PORT);
        }
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        assertThat(problem(Mechanism.AF_PACKET, "lo@" + gone.pid()).code()).isEqualTo("no-such-process");
    }

    /** Takes the capability to change the namespace from a process of its own, which then tries. */
    @Test
    void withoutPermissionTheWayToItIsTold() throws Exception {
        Process process = new ProcessBuilder(
                        "setpriv",
                        "--bounding-set=-sys_admin",
                        "--inh-caps=-sys_admin",
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Unprivileged.class.getName())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();

        assertThat(said).contains("namespace-forbidden", "CAP_SYS_ADMIN");
    }

    static final class Unprivileged {
        public static void main(String[] arguments) {
            Problem problem = problem(Mechanism.AF_PACKET, "lo@1");
            System.out.println(problem.code() + ": " + problem.text());
        }
    }
}
