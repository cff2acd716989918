package io.hydrophone.agent.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hydrophone.agent.check.LiveCheck;
import io.hydrophone.agent.check.LiveCheck.Measured;
import io.hydrophone.config.ConfigurationProblems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DogstreamTest {
    @TempDir
    private Path directory;

    @Test
    void linesOfDdAgentBecomeMetrics() throws Exception {
        Path file = append("web.requests 1320786966 900 metric_type=counter\n");
        try (LiveCheck check = LiveCheck.of(new Dogstream(), directory, "path: ../app.log")) {
            check.run(); // what was there before is not told
            append("""
                    web.requests 1320786966 157 metric_type=counter unit=request
                    web.requests 1320786967 3 metric_type=counter unit=request
                    web.latency 1320786967 4.5 tags=shard:1,hot host=web1
                    web.latency 1320786967 5.5 tags=shard:1,hot host=web1
                    something else happened here
                    web.latency now 4
                    """);
            Measured measured = check.run();
            assertThat(measured.problem()).isNull();
            assertThat(measured.values())
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "web.requests{unit:request}",
                            160.0,
                            "web.latency{host:web1,hot,shard:1}",
                            5.0,
                            "dogstream.lines_refused{file:" + file + "}",
                            2.0));
        }
    }

    @Test
    void patternsOfTheConfigurationFindTheirGroups() throws Exception {
        Path file = append("");
        try (LiveCheck check = LiveCheck.of(
                new Dogstream(),
                directory,
                "path: ../app.log",
                "patterns:",
                "- pattern: 'query on (?<db>\\w+) took (?<ms>[0-9.]+) ms'",
                "  metric: shop.query",
                "  value: ms",
                "  tags: [db]",
                "- pattern: 'login failed'",
                "  metric: shop.login.failed")) {
            check.run();
            append("a query on orders took 12 ms\nquery on orders took 8 ms\nlogin failed\nlogin failed\nother\n");
            assertThat(check.run().values())
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "shop.query{db:orders}",
                            10.0,
                            "shop.login.failed",
                            2.0,
                            "dogstream.lines_refused{file:" + file + "}",
                            1.0));
        }
    }

    @Test
    void anExpressionThatDoesNotEndIsGivenUpForItsLine() throws Exception {
        Path file = append("");
        try (LiveCheck check = LiveCheck.of(
                new Dogstream(),
                directory,
                "path: ../app.log",
                "patterns:",
                "- pattern: '(.*.*)*(.*.*)*(.*.*)*=$'",
                "  metric: m")) {
            check.run();
            append("x".repeat(8000) + "\na=\n");
            assertThat(check.run().values())
                    .containsExactlyInAnyOrderEntriesOf(
                            Map.of("m", 1.0, "dogstream.lines_refused{file:" + file + "}", 1.0));
        }
    }

    @Test
    void aGroupThatThePatternDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> LiveCheck.of(
                        new Dogstream(),
                        directory,
                        "path: x",
                        "patterns:",
                        "- pattern: '(?<a>x'",
                        "  metric: m",
                        "- pattern: x",
                        "  metric: m",
                        "  value: ms"))
                .isInstanceOf(ConfigurationProblems.class)
                .hasMessageContaining("this is no regular expression")
                .hasMessageContaining("the pattern has no group ms");
    }

    private Path append(String text) throws IOException {
        return Files.writeString(
                directory.resolve("app.log"), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
