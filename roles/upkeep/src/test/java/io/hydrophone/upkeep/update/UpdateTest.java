package io.hydrophone.upkeep.update;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.http.ServerOptions;
import io.hydrophone.servers.Pause;
import io.hydrophone.upkeep.TestAgent.Behaviour;
import io.hydrophone.upkeep.TestRelease;
import io.hydrophone.upkeep.release.Manifest;
import io.hydrophone.upkeep.server.UpdateServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** A real server, a real supervisor, and a program of its own process. */
class UpdateTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    Path directory;

    private TestRelease releases;
    private UpdateServer server;
    private Machine machine;

    @BeforeEach
    void start() throws Exception {
        Path root = directory.resolve("server");
        releases = TestRelease.in(root);
        releases.publish("1.0.0", Behaviour.GOOD);
        server = UpdateServer.start(root, null, ServerOptions.local(0), "test", problem -> {});
    }

    @AfterEach
    void stop() throws Exception {
        if (machine != null) {
            machine.close();
        }
        server.close();
    }

    private void install(Pace pace) throws Exception {
        machine = Machine.start(directory.resolve("home"), server.uri(), releases, "db1", pace);
        awaitVersion("1.0.0");
    }

    private void awaitVersion(String version) {
        Pause.until(
                version + " runs and nothing is under way: " + machine.problems(),
                PATIENCE,
                () -> version.equals(machine.healthyVersion())
                        && machine.state().phase() == UpdateState.Phase.SETTLED);
    }

    private void awaitGivenUp() {
        Pause.until(
                "the broken release is given up: " + machine.problems(),
                PATIENCE,
                () -> !machine.state().gaveUp().isEmpty());
    }

    @Test
    void aGoodReleaseIsInstalledAndFollowedByTheNext() throws Exception {
        install(Machine.PACE);
        releases.publish("1.1.0", Behaviour.GOOD);
        awaitVersion("1.1.0");
        Path current = machine.home().root().resolve("current");
        assertThat(current.resolve("conf/agent.yaml")).content().contains("1.1.0");
        assertThat(current.resolve("program/lib/data-1.0.0")).doesNotExist();
        assertThat(current.resolve("program/lib/data-1.1.0")).exists();
    }

    @ParameterizedTest
    @EnumSource(value = Behaviour.class, mode = Mode.EXCLUDE, names = "GOOD")
    void aBrokenReleaseIsLeftAgain(Behaviour behaviour) throws Exception {
        install(Machine.PACE);
        machine.close();
        Pace hasty = new Pace(
                Duration.ofMillis(300),
                Duration.ofMillis(300),
                Duration.ofSeconds(2),
                Duration.ofSeconds(4),
                Duration.ofMillis(100));
        releases.publish("1.1.0", behaviour);
        machine = Machine.start(directory.resolve("home"), server.uri(), releases, "db1", hasty);
        awaitGivenUp();
        awaitVersion("1.0.0");
        assertThat(machine.state().gaveUp())
                .extracting(UpdateState.GivenUp::version)
                .containsExactly("1.1.0");
        assertThat(machine.updater().find()).isInstanceOf(Finding.Declined.class);
    }

    @Test
    void whatUsersDidStaysAndWhatIsNewLiesBesideIt() throws Exception {
        Path first = releases.make("1.0.0", Behaviour.GOOD);
        TestRelease.write(first, "conf/untouched", "old", false);
        TestRelease.write(first, "conf/gone", "old", false);
        TestRelease.write(first, "conf/changed", "old", false);
        TestRelease.write(first, "conf/changed-alone", "old", false);
        TestRelease.write(first, "conf/removed", "old", false);
        TestRelease.write(first, "checks/changed-and-gone", "old", false);
        releases.sign("1.0.0");
        install(Machine.PACE);
        Path current = machine.home().root().resolve("current");
        Files.writeString(current.resolve("conf/changed"), "mine");
        Files.writeString(current.resolve("conf/changed-alone"), "mine");
        Files.writeString(current.resolve("conf/added"), "mine");
        Files.writeString(current.resolve("conf/added-too"), "mine");
        Files.writeString(current.resolve("checks/changed-and-gone"), "mine");
        Files.delete(current.resolve("conf/removed"));

        Path second = releases.make("1.1.0", Behaviour.GOOD);
        TestRelease.write(second, "conf/untouched", "new", false);
        TestRelease.write(second, "conf/changed", "new", false);
        TestRelease.write(second, "conf/changed-alone", "old", false);
        TestRelease.write(second, "conf/removed", "new", false);
        TestRelease.write(second, "conf/added-too", "new", false);
        TestRelease.write(second, "conf/brought", "new", false);
        releases.sign("1.1.0");
        awaitVersion("1.1.0");
        assertThat(current.resolve("conf/untouched")).hasContent("new");
        assertThat(current.resolve("conf/gone")).doesNotExist();
        assertThat(current.resolve("conf/brought")).hasContent("new");
        assertThat(current.resolve("conf/changed")).hasContent("mine");
        assertThat(current.resolve("conf/changed.new")).hasContent("new");
        assertThat(current.resolve("conf/changed-alone")).hasContent("mine");
        assertThat(current.resolve("conf/changed-alone.new")).doesNotExist();
        assertThat(current.resolve("conf/added")).hasContent("mine");
        assertThat(current.resolve("conf/added-too")).hasContent("mine");
        assertThat(current.resolve("conf/added-too.new")).hasContent("new");
        assertThat(current.resolve("checks/changed-and-gone")).hasContent("mine");
        assertThat(current.resolve("conf/removed")).doesNotExist();

        Path third = releases.make("1.2.0", Behaviour.GOOD);
        TestRelease.write(third, "conf/changed", "new", false);
        TestRelease.write(third, "conf/removed", "new", false);
        releases.sign("1.2.0");
        awaitVersion("1.2.0");
        assertThat(current.resolve("conf/changed")).hasContent("mine");
        assertThat(current.resolve("conf/changed.new")).as("told once").doesNotExist();
        assertThat(current.resolve("conf/added")).hasContent("mine");
        assertThat(current.resolve("conf/removed")).doesNotExist();
        assertThat(current.resolve("conf/brought")).doesNotExist();
    }

    @Test
    void whatIsOlderIsDeclinedUnlessItIsSignedAgainOrPinned() throws Exception {
        install(Machine.PACE);
        releases.publish("1.1.0", Behaviour.GOOD);
        awaitVersion("1.1.0");
        Files.move(releases.directory("1.1.0"), directory.resolve("hidden"));
        Finding finding = machine.updater().find();
        assertThat(finding).isInstanceOf(Finding.Declined.class);
        assertThat(finding.text()).contains("signed before");
        Requests.ask(machine.home(), Requests.Kind.PIN, "1.0.0");
        awaitVersion("1.0.0");
        Requests.ask(machine.home(), Requests.Kind.PIN, null);
        Files.move(directory.resolve("hidden"), releases.directory("1.1.0"));
        awaitVersion("1.1.0");
        releases.sign("1.0.0");
        awaitVersion("1.0.0");
    }

    @Test
    void theSameFilesSignedAgainRestartNothing() throws Exception {
        install(Machine.PACE);
        machine.watch();
        long serial = releases.sign("1.0.0").unverified().serial();
        Pause.until("the new manifest is taken", PATIENCE, () -> {
            Manifest manifest = machine.home().manifest(machine.home().currentName());
            return manifest.serial() == serial;
        });
        assertThat(machine.state().newestSerial()).isEqualTo(serial);
        assertThat(machine.state().did()).noneMatch(event -> event.what().contains("1.0.0 to"));
    }

    @Test
    void theOperatorGoesBack() throws Exception {
        install(Machine.PACE);
        releases.publish("1.1.0", Behaviour.GOOD);
        awaitVersion("1.1.0");
        Requests.ask(machine.home(), Requests.Kind.ROLLBACK, null);
        awaitVersion("1.0.0");
        assertThat(machine.state().gaveUp())
                .extracting(UpdateState.GivenUp::why)
                .containsExactly("the operator went back");
    }

    @Test
    void aProgramThatEndsIsStartedAgain() throws Exception {
        install(Machine.PACE);
        ProcessHandle program = new ProcessRecord(machine.home().processFile()).process();
        program.destroyForcibly();
        program.onExit().join();
        awaitVersion("1.0.0");
        Pause.until(
                "it is told",
                PATIENCE,
                () -> machine.problems().stream()
                        .anyMatch(problem -> problem.code().equals("program-ended")));
    }

    @Test
    void aForgedReleaseIsNotTaken() throws Exception {
        install(Machine.PACE);
        TestRelease others = TestRelease.in(directory.resolve("others").resolve("server"));
        others.publish("6.6.6", Behaviour.GOOD);
        Files.move(others.directory("6.6.6"), releases.directory("6.6.6"));
        Pause.until(
                "the forgery is told",
                PATIENCE,
                () -> machine.problems().stream()
                        .anyMatch(problem -> problem.code().equals("bad-signature")));
        assertThat(machine.healthyVersion()).isEqualTo("1.0.0");
    }

    @Test
    void aFileThatIsNotWhatWasSignedIsNotTaken() throws Exception {
        install(Machine.PACE);
        Path next = releases.make("1.1.0", Behaviour.GOOD);
        Path data = next.resolve("program/lib/data-1.1.0");
        String content = Files.readString(data);
        releases.sign("1.1.0");
        Files.writeString(data, content.replace("1.1.0", "6.6.6"));
        Pause.until(
                "the forgery is told",
                PATIENCE,
                () -> machine.problems().stream()
                        .anyMatch(problem -> problem.message().contains("another content")));
        assertThat(machine.healthyVersion()).isEqualTo("1.0.0");
        Files.writeString(data, content);
        awaitVersion("1.1.0");
    }
}
