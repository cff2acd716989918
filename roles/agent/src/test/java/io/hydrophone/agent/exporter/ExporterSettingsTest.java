package io.hydrophone.agent.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hydrophone.config.ConfigurationFile;
import io.hydrophone.config.ConfigurationProblems;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExporterSettingsTest {
    @Test
    void whatIsNotSaidIsAsMysqldExporterHasIt() {
        ExporterSettings settings = read("""
                exporter:
                  targets:
                    - url: mysql://ear@db1
                """);
        assertThat(settings.defaultTarget()).isEqualTo("db1:3306");
        assertThat(settings.allowAnyTarget()).isFalse();
        assertThat(settings.targets().getFirst().collectors())
                .containsExactly(
                        "global_status",
                        "global_variables",
                        "slave_status",
                        "info_schema.innodb_cmp",
                        "info_schema.innodb_cmpmem",
                        "info_schema.query_response_time");
        assertThat(settings.options()).isEqualTo(CollectorOptions.DEFAULT);
        assertThat(settings.maxSeries()).isEqualTo(20_000);
    }

    @Test
    void aCollectorMayHaveItsOwnPace() {
        ExporterSettings settings = read("""
                exporter:
                  max_age: 2s
                  paces:
                    - {collector: info_schema.tables, max_age: 5m, deadline: 30s}
                """);
        assertThat(settings.paceOf("info_schema.tables"))
                .isEqualTo(new Pace(Duration.ofMinutes(5), Duration.ofSeconds(30)));
        assertThat(settings.paceOf("global_status").maxAge()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        assertThatExceptionOfType(ConfigurationProblems.class)
                .isThrownBy(() -> read("""
                        exporter:
                          allow_any_target: true
                          default_target: db9
                          collectors: [global_tide]
                          targets:
                            - {name: a, url: mysql://ear@db1}
                            - {name: a, url: mysql://ear@db2}
                            - {name: b}
                            - {name: c, url: mysql://ear:secret@/}
                        """))
                .satisfies(e -> assertThat(e.problems())
                        .extracting(problem -> problem.code())
                        .containsExactlyInAnyOrder(
                                "missing-key",
                                "unknown-target",
                                "unknown-collector",
                                "duplicate-name",
                                "missing-key",
                                "bad-mysql-url"))
                .satisfies(e -> assertThat(e.problems().toString()).doesNotContain("secret"));
    }

    private static ExporterSettings read(String yaml) {
        ConfigurationFile file = ConfigurationFile.of(yaml, Path.of("hydrophone.yaml"));
        ExporterSettings settings = ExporterSettings.read(file.root().section("exporter"));
        file.finish();
        return settings;
    }
}
