package io.hydrophone.app.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RespawnTest {
    @TempDir
    private Path directory;

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @Test
    void whatEndsIsStartedAgainUntilItIsEnded() throws Exception {
        Path runs = directory.resolve("runs");
        Respawn respawn = new Respawn(
                List.of(
                        "sh",
                        "-c",
                        "echo run >> " + runs + "; [ $(wc -l < " + runs + ") -ge 3 ] && exec sleep 1000; exit 7"),
                told::add);
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(() -> run(respawn));
        while (!Files.exists(runs) || Files.readAllLines(runs).size() < 3) {
            assertThat(status).isNotDone();
            Thread.sleep(50);
        }
        respawn.end();
        assertThat(status.get(60, TimeUnit.SECONDS)).isZero();
        assertThat(told)
                .containsExactly(
                        "the agent ended with status 7; it is started again in 1s",
                        "the agent ended with status 7; it is started again in 2s");
    }

    @Test
    void whatDoesNotAcceptItsConfigurationIsLeft() throws Exception {
        Respawn respawn = new Respawn(List.of("sh", "-c", "exit 2"), told::add);
        assertThat(respawn.run()).isEqualTo(2);
        assertThat(told).containsExactly("the agent does not accept its configuration, and is not started again");
    }

    private static int run(Respawn respawn) {
        try {
            return respawn.run();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
