package io.hydrophone.wire.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.hydrophone.core.ProblemException;
import io.hydrophone.servers.DebianPackages;
import io.hydrophone.wire.Ports;
import java.io.File;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LiveCaptureTest {
    @Test
    void theDevicesOfThisMachineAreListed() {
        assertThat(LiveCapture.devices()).contains("lo").doesNotContain("any");
    }

    @Test
    void noDeviceIsAProblem() {
        ProblemException e = catchThrowableOfType(
                ProblemException.class,
                () -> LiveCapture.open(
                        List.of(), CaptureFilter.of(Ports.AUTO), Mechanism.AUTO, LiveCapture.DEFAULT_RING_BYTES));

        assertThat(e.problem().code()).isEqualTo("no-device");
    }

    @Test
    void whoMayListenKnowsIt() {
        assertThat(LiveCapture.permitted()).isTrue();
    }

    /** Takes the capability from a process of its own, which then tries both ways. */
    @Test
    void withoutPermissionTheWayToItIsTold() throws Exception {
        DebianPackages.require("libpcap0.8", "util-linux");
        for (Mechanism mechanism : List.of(Mechanism.AF_PACKET, Mechanism.LIBPCAP)) {
            Process process = new ProcessBuilder(
                            "setpriv",
                            "--bounding-set=-net_raw",
                            "--inh-caps=-net_raw",
                            ProcessHandle.current().info().command().orElseThrow(),
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Unprivileged.class.getName(),
                            mechanism.name())
                    .redirectErrorStream(true)
                    .directory(new File("."))
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(90, TimeUnit.SECONDS)).isTrue();

            assertThat(said).startsWith("permitted false").contains("no-permission", "CAP_NET_RAW", "setpriv");
        }
    }

    static final class Unprivileged {
        public static void main(String[] arguments) {
            System.out.println("permitted " + LiveCapture.permitted());
            ProblemException e = catchThrowableOfType(
                    ProblemException.class,
                    () -> LiveCapture.open(
                            List.of("lo"),
                            CaptureFilter.of(Ports.of(3306)),
                            Mechanism.valueOf(arguments[0]),
                            LiveCapture.DEFAULT_RING_BYTES));
            System.out.println(e.problem().code() + ": " + e.problem().text());
        }
    }
}
