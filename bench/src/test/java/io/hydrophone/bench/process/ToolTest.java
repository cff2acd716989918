package io.hydrophone.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.ProblemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolTest {
    @TempDir
    Path dir;

    @Test
    void aRunIsTimedFromItsStartToItsEnd() throws Exception {
        assertThat(Tool.of("sleep", "0.2").time()).isBetween(200_000_000L, 2_000_000_000L);
    }

    @Test
    void theOutputComesAsText() throws Exception {
        assertThat(Tool.pipeline("echo one | tr a-z A-Z").output()).isEqualTo("ONE\n");
    }

    @Test
    void aToolThatFailsSaysWhyAndIsNoMeasurement() {
        assertThatThrownBy(() -> Tool.pipeline("echo broken >&2; exit 3").time())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("exit status 3: broken");
    }

    @Test
    void thePeakOfARunIsItsOwnAndNotThisJvms() throws Exception {
        assertThat(Memory.peakOfRun(Tool.of("sleep", "0.2"))).isBetween(100_000L, 20_000_000L);
    }

    @Test
    void aBackgroundProgramIsAwaitedAndStopped() throws Exception {
        Path log = dir.resolve("log");
        try (Background shell = Background.start(Tool.pipeline("sleep 0.1; echo ready; exec sleep 60"), log)) {
            shell.await("ready", () -> shell.said().contains("ready"));
            shell.stop();
            assertThat(ProcessHandle.of(shell.pid())).isEmpty();
        }
    }

    @Test
    void aBackgroundProgramThatEndsEarlyIsAProblem() throws Exception {
        try (Background shell = Background.start(Tool.pipeline("echo no right to capture"), dir.resolve("log"))) {
            assertThatThrownBy(() -> shell.await("ready", () -> false))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("no right to capture");
        }
    }

    @Test
    void peakMemoryIsReadInBytes() {
        assertThat(Memory.peakOf("Name:\tx\nVmHWM:\t    4096 kB\nVmRSS:\t 1 kB\n"))
                .isEqualTo(4096 * 1024);
        assertThat(Memory.peakOf("Name:\tzombie\n")).isZero();
    }
}
