package io.hydrophone.agent.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.agent.check.LiveCheck;
import io.hydrophone.agent.check.LiveCheck.Measured;
import io.hydrophone.core.ServiceCheck.Status;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the systemd of this machine where it runs, and against its absence where it does not. */
class ServicesTest {
    private static final boolean HAS_SYSTEMD = Files.isDirectory(Path.of("/run/systemd/system"));

    @TempDir
    private Path directory;

    @Test
    void allServicesHaveAState() throws Exception {
        Measured measured = run();
        if (HAS_SYSTEMD) {
            assertThat(measured.problem()).isNull();
            assertThat(measured.values()).isNotEmpty().allSatisfy((name, value) -> {
                assertThat(name).startsWith("system.service.state{service:");
                assertThat(value).isIn(0.0, 1.0);
            });
        } else {
            assertThat(measured.problem().code()).isIn("program-failed", "not-on-this-system");
            assertThat(measured.values()).isEmpty();
        }
    }

    @Test
    void aServiceThatIsNotThereDoesNotRun() throws Exception {
        Measured measured = run("services: [hydrophone-nowhere]");
        if (HAS_SYSTEMD) {
            assertThat(measured.values()).containsEntry("system.service.state{service:hydrophone-nowhere}", 0.0);
            assertThat(measured.services()).singleElement().satisfies(service -> {
                assertThat(service.status()).isEqualTo(Status.CRITICAL);
                assertThat(service.message()).isEqualTo("not-found");
            });
        } else {
            assertThat(measured.problem().code()).isIn("program-failed", "not-on-this-system");
        }
    }

    private Measured run(String... keys) throws Exception {
        try (LiveCheck check = LiveCheck.of(new Services(), directory, keys)) {
            return check.run();
        }
    }
}
