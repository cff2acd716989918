package io.hydrophone.probe.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.http.HttpRequest;
import io.hydrophone.probe.audit.AuditLog;
import io.hydrophone.wire.SampleRatio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that tell one another what they were asked. */
class SettingsTest {
    private static final LiveSettings BEGIN = new LiveSettings(Duration.ofSeconds(1), 100_000_000, SampleRatio.ALL);

    /** A node whose settings are only remembered. */
    private final class Node implements Settings.Target {
        private final Path audit;
        private final List<Problem> problems = new ArrayList<>();
        private final Settings settings;
        private LiveSettings now = BEGIN;
        private int changes;

        Node(String name) {
            audit = directory.resolve(name + ".audit");
            settings = new Settings(
                    name,
                    this,
                    new SettingsFile(directory.resolve(name + ".json"), group),
                    new AuditLog(audit),
                    problems::add);
        }

        Node tells(Node other) {
            settings.propagateTo(other.settings::learn);
            return this;
        }

        void update(String parameters) {
            Map<String, List<String>> each = Arrays.stream(parameters.split("&"))
                    .map(parameter -> parameter.split("="))
                    .collect(Collectors.toMap(pair -> pair[0], pair -> List.of(pair[1])));
            settings.update(new HttpRequest("/config/update", each, "10.0.0.9"));
        }

        List<String> noted() throws IOException {
            return Files.notExists(audit) ? List.of() : Files.readAllLines(audit);
        }

        @Override
        public LiveSettings settings() {
            return now;
        }

        @Override
        public void change(LiveSettings changed) {
            now = changed;
            changes++;
        }
    }

    @TempDir
    private Path directory;

    private String group = "test";

    @Test
    void aChangeGoesRoundOnceAndIsNotedByEachWithItsOrigin() throws Exception {
        Node a = new Node("a");
        Node b = new Node("b");
        Node c = new Node("c");
        a.tells(b).tells(c);
        b.tells(a).tells(c);
        c.tells(a).tells(b);
        b.update("report_period_ms=5000&sample=1/4");
        for (Node each : List.of(a, b, c)) {
            assertThat(each.now).isEqualTo(new LiveSettings(Duration.ofSeconds(5), 100_000_000, new SampleRatio(4)));
            assertThat(each.changes).isEqualTo(1);
            assertThat(each.noted()).hasSize(2).allMatch(line -> line.contains("\"who\":\"10.0.0.9\""));
        }
        assertThat(b.noted()).noneMatch(line -> line.contains("origin"));
        assertThat(c.noted()).allMatch(line -> line.contains("\"origin\":\"b\""));
    }

    @Test
    void theLaterOfTwoChangesHoldsWhenNodesMeet() {
        Node a = new Node("a");
        Node b = new Node("b");
        b.update("report_period_ms=9000&slow_threshold_ms=250");
        a.settings.learn(b.settings.known());
        // However far ahead the other's clock is, who knows a change asks after it.
        a.update("report_period_ms=5000");
        b.settings.learn(a.settings.known());
        assertThat(a.now).isEqualTo(b.now);
        assertThat(a.now).isEqualTo(new LiveSettings(Duration.ofSeconds(5), 250_000_000, SampleRatio.ALL));
    }

    @Test
    void whoHasAClockThatIsAheadDoesNotKeepTheOthersFromChanging() throws Exception {
        Node a = new Node("a");
        long inAYear = System.currentTimeMillis() * 1_000 + Duration.ofDays(365).toMillis() * 1_000;
        a.settings.learn(GroupChangesJson.read(
                "{\"settings\":[{\"ts\":" + inAYear + ",\"node\":\"b\",\"report_period_ms\":9000}]}"));
        a.update("report_period_ms=5000");
        assertThat(a.now.interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(a.settings.known().lastMicros()).isEqualTo(inAYear + 1);
    }

    @Test
    void whatWasPersistedHoldsAfterARestartAndNothingElse() {
        Node a = new Node("a");
        Node b = new Node("b");
        a.tells(b);
        a.update("report_period_ms=5000&persist=true");
        a.update("sample=1/4");
        LiveSettings kept = new LiveSettings(Duration.ofSeconds(5), 100_000_000, SampleRatio.ALL);
        assertThat(new Node("a").now).isEqualTo(kept);
        assertThat(new Node("b").now).isEqualTo(kept);
        Node again = new Node("b");
        again.settings.learn(a.settings.known());
        assertThat(again.now).isEqualTo(a.now);
    }

    @Test
    void whatAnotherGroupWasAskedDoesNotHold() {
        new Node("a").update("sample=1/4&persist=true");
        group = "other";
        assertThat(new Node("a").settings.known()).isEqualTo(GroupChanges.NONE);
        group = "test";
        assertThat(new Node("a").now.sample()).isEqualTo(new SampleRatio(4));
    }

    @Test
    void whatCannotBeNotedIsNotDoneAndTriedAgain() throws Exception {
        Node a = new Node("a");
        Files.createDirectory(a.audit);
        assertThatThrownBy(() -> a.update("sample=1/4")).isInstanceOf(ProblemException.class);
        Node b = new Node("b");
        b.update("sample=1/4");
        a.settings.learn(b.settings.known());
        a.settings.learn(b.settings.known());
        assertThat(a.now).isEqualTo(BEGIN);
        assertThat(a.problems).extracting(Problem::code).containsExactly("no-audit");
        Files.delete(a.audit);
        a.settings.learn(GroupChanges.NONE);
        assertThat(a.now.sample()).isEqualTo(new SampleRatio(4));
        assertThat(a.noted()).hasSize(1);
    }

    @Test
    void whatCannotBeKeptHoldsAllTheSameWhenTheGroupWantsIt() throws Exception {
        Node a = new Node("a");
        Node b = new Node("b");
        a.tells(b);
        Files.createDirectory(directory.resolve("b.json")); // where its file shall be
        Files.createFile(directory.resolve("b.json/full"));
        a.update("sample=1/4&persist=true");
        assertThat(b.now.sample()).isEqualTo(new SampleRatio(4));
        assertThat(b.problems).extracting(Problem::code).containsExactly("not-kept");
        assertThatThrownBy(() -> b.update("sample=1/8&persist=true"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("not-kept"));
        assertThat(b.now.sample()).isEqualTo(new SampleRatio(4));
    }

    @Test
    void aFileThatIsNoGoodIsAProblem() throws Exception {
        Files.writeString(
                directory.resolve("a.json"), "{\"group\":\"test\",\"settings\":[{\"ts\":1,\"sample\":\"2\"}]}");
        assertThatThrownBy(() -> new Node("a"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo("bad-state-file"));
    }
}
