package io.hydrophone.app.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hydrophone.config.ConfigurationProblems;
import io.hydrophone.core.Problem;
import io.hydrophone.servers.FreePort;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent as a user has it: a process in the background. */
class AgentActionsTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void anAgentInTheBackgroundLivesUntilItIsStopped() throws Exception {
        AgentActions actions = actions("");
        assertThat(actions.status()).isEqualTo(1);
        try {
            assertThat(actions.start()).isZero();
            assertThat(actions.status()).isZero();
            long first = agentProcess();
            assertThat(actions.info()).isZero();
            assertThat(printed())
                    .contains("Host: db-7 (dc:east)")
                    .contains("no sinks are configured")
                    .containsPattern("uptime\\R\\s+- instance 1 ");
            assertThat(actions.start()).isZero();
            assertThat(printed()).contains("the agent runs already");

            ProcessHandle.of(first).orElseThrow().destroyForcibly();
            awaitAnother(first);
        } finally {
            assertThat(actions.stop()).isZero();
        }
        assertThat(actions.status()).isEqualTo(1);
        assertThat(Files.readString(directory.resolve("state/agent.log")))
                .contains("the agent ended with status 137; it is started again in 1s");
    }

    @Test
    void whatIsWrongIsToldBeforeAnythingIsStarted() throws Exception {
        AgentActions actions = actions("  sinks:\n  - type: nowhere\n");
        Files.createDirectories(directory.resolve("conf.d"));
        Files.writeString(directory.resolve("conf.d/mysql.yaml"), "instances:\n- serber: a\n");
        assertThatExceptionOfType(ConfigurationProblems.class)
                .isThrownBy(actions::start)
                .satisfies(
                        e -> assertThat(e.problems()).extracting(Problem::code).contains("wrong-type"));
        assertThat(actions.status()).isEqualTo(1);
        assertThatExceptionOfType(ConfigurationProblems.class)
                .isThrownBy(actions("")::configCheck)
                .satisfies(e -> assertThat(e.problems())
                        .extracting(Problem::where, Problem::action)
                        .containsExactly(org.assertj.core.groups.Tuple.tuple(
                                directory.resolve("conf.d/mysql.yaml") + ":2:3", "did you mean server?")));
    }

    @Test
    void aCheckIsRunAndShown() throws Exception {
        AgentActions actions = actions("");
        assertThat(actions.check("uptime", false)).isZero();
        assertThat(printed()).containsPattern("system.uptime +gauge +\\d+");
    }

    @Test
    void aFlareHasNoSecrets() throws Exception {
        AgentActions actions = actions("  sinks:\n  - {type: datadog, url: \"https://example.com\", api_key: tuna}\n");
        Files.createDirectories(directory.resolve("state"));
        Files.writeString(directory.resolve("state/agent.log"), "hydrophone: Bearer tuna\n");
        assertThat(actions.flare(directory)).isZero();
        try (var files = Files.newDirectoryStream(directory, "hydrophone-flare-*.zip");
                ZipFile zip = new ZipFile(files.iterator().next().toFile())) {
            assertThat(zip.stream().map(Object::toString))
                    .containsExactlyInAnyOrder("status.txt", "machine.txt", "hydrophone.yaml", "agent.log");
            for (String name : new String[] {"hydrophone.yaml", "agent.log"}) {
                String text = new String(zip.getInputStream(zip.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
                assertThat(text).contains("(hidden)").doesNotContain("tuna");
            }
        }
    }

    private AgentActions actions(String more) throws Exception {
        Path file = directory.resolve("hydrophone.yaml");
        Files.writeString(file, """
                version: 1
                agent:
                  hostname: db-7
                  tags: [dc:east]
                  listen: 127.0.0.1:%d
                  statsd: {listen: off}
                  falcon_push: {enabled: false}
                """.formatted(FreePort.find()) + more);
        PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
        return AgentActions.of(file, directory.resolve("state"), "1.2.3", out, out);
    }

    private long agentProcess() {
        return child().map(ProcessHandle::pid).orElseThrow();
    }

    private void awaitAnother(long than) throws InterruptedException {
        long end = System.nanoTime() + 90_000_000_000L;
        while (child().map(ProcessHandle::pid).filter(id -> id != than).isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(100);
        }
    }

    private Optional<ProcessHandle> child() {
        return new ProcessFile(directory.resolve("state/agent.pid"))
                .running()
                .flatMap(supervisor ->
                        supervisor.children().filter(ProcessHandle::isAlive).findFirst());
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
