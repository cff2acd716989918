package io.hydrophone.app.rules;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.alert.rule.DefaultRules;
import io.hydrophone.alert.series.SeriesStore;
import io.hydrophone.app.Main;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the default rules read is what the agent measures: its host checks are run, its MySQL check's lists are read. */
class DefaultRulesMetricsTest {
    @TempDir
    private Path directory;

    @Test
    void eachMetricIsMeasured() throws IOException {
        StringBuilder measured = new StringBuilder(resource("/io/hydrophone/agent/mysql/metrics.txt"));
        measured.append(Files.readString(Path.of("../docs/mysql-check.md")));
        for (String check : Set.of("load", "memory", "disk", "network", "file_handles")) {
            measured.append(checked(check));
        }
        String all = measured.toString();
        assertThat(DefaultRules.read().metrics().keySet())
                .hasSizeGreaterThan(20)
                .allSatisfy(metric -> {
                    String name = metric.startsWith(SeriesStore.CHECK)
                            ? metric.substring(SeriesStore.CHECK.length())
                            : metric;
                    assertThat(all.contains(name)
                                    || (name.startsWith("mysql.replication.")
                                            && all.contains("`" + name.substring("mysql.replication.".length()) + "`"))
                                    || all.contains("`…" + name.substring(name.lastIndexOf('_')) + "`"))
                            .as(metric)
                            .isTrue();
                });
    }

    private String checked(String check) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream output = new PrintStream(out, true, UTF_8);
        String config = Files.writeString(directory.resolve("h.yaml"), "version: 1\nagent: {}\n")
                .toString();
        String[] args = {"agent", "check", check, "--rate", "--config", config, "--state", directory.toString()};
        assertThat(Main.run(args, new ByteArrayInputStream(new byte[0]), output, output))
                .as(() -> out.toString(UTF_8))
                .isZero();
        output.flush();
        return out.toString(UTF_8);
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = DefaultRulesMetricsTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
