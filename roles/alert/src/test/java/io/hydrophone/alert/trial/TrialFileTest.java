package io.hydrophone.alert.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hydrophone.config.ConfigurationProblems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialFileTest {
    private static final String RULES = """
            groups:
            - name: example
              rules:
              - name: InstanceDown
                metric: up
                condition: value == 0
                for: 5m
                severity: critical
                summary: "{{ labels.instance }} of {{ labels.job }} has been down"
            """;

    @TempDir
    private Path directory;

    private TrialResult run(String tests) throws IOException {
        Files.writeString(directory.resolve("rules.yaml"), RULES);
        return TrialFile.read(Files.writeString(directory.resolve("t.yaml"), tests), name -> null)
                .run();
    }

    private List<String> told(String tests) {
        return assertThatExceptionOfType(ConfigurationProblems.class)
                .isThrownBy(() -> run(tests))
                .actual()
                .problems()
                .stream()
                .map(problem -> problem.where().substring(directory.toString().length() + 1) + " " + problem.message())
                .toList();
    }

    /** The example of Prometheus's documentation, with a condition of ours. */
    @Test
    void promtoolsFormIsRead() throws IOException {
        assertThat(run("""
                        rule_files: [rules.yaml]
                        evaluation_interval: 1m
                        tests:
                        - interval: 1m
                          input_series:
                          - series: 'up{job="prometheus", instance="localhost:9090"}'
                            values: '0 0 0 0 0 0 0 0 0 0 0 0 0 0 0'
                          - series: 'up{job="node_exporter", instance="localhost:9100"}'
                            values: '1+0x6 0 0 0 0 0 0 0 0' # 1 1 1 1 1 1 1 0 0 0 0 0 0 0 0
                          alert_rule_test:
                          - eval_time: 4m
                            alertname: InstanceDown
                          - eval_time: 10m
                            alertname: InstanceDown
                            exp_alerts:
                            - exp_labels: {severity: critical, instance: localhost:9090, job: prometheus}
                              exp_annotations: {summary: localhost:9090 of prometheus has been down}
                              exp_notifications: 1
                          - eval_time: 12m
                            alertname: InstanceDown
                            exp_alerts:
                            - exp_labels: {severity: critical, instance: localhost:9090, job: prometheus}
                            - exp_labels: {severity: critical, instance: localhost:9100, job: node_exporter}
                        """)).isEqualTo(new TrialResult(1, 3, List.of()));
    }

    @Test
    void aFailureShowsTheDifference() throws IOException {
        TrialResult result = run("""
                rule_files: [rules.yaml]
                tests:
                - name: of two
                  input_series:
                  - {series: 'up{instance="a", job="x"}', values: 0x20}
                  - {series: 'up{instance="b", job="x"}', values: 0x20}
                  - {series: 'up{instance="c", job="x"}', values: 0x6 stale}
                  alert_rule_test:
                  - eval_time: 1h30m
                    alertname: InstanceDown
                  - eval_time: 5m
                    alertname: InstanceDown
                    exp_alerts:
                    - exp_labels: {severity: critical, instance: a, job: x}
                      exp_annotations: {summary: all is well, more: text}
                      exp_notifications: 2
                    - exp_labels: {severity: warning, instance: b, job: x}
                    - exp_labels: {severity: critical, instance: c, job: x}
                """);
        assertThat(result.expectations()).isEqualTo(2);
        assertThat(result.failures()).singleElement().satisfies(failure -> {
            assertThat(failure.trial()).isEqualTo("of two");
            assertThat(failure.place()).isEqualTo(directory.resolve("t.yaml") + ":11:5");
            assertThat(failure.rule()).isEqualTo("InstanceDown");
            assertThat(failure.at()).isEqualTo("5m");
            assertThat(String.join("\n", failure.difference())).isEqualTo("""
                      {instance="a", job="x", severity="critical"}
                    -   more: "text"
                    -   summary: "all is well"
                    +   summary: "a of x has been down"
                    -   notifications: 2
                    +   notifications: 1
                    - {instance="b", job="x", severity="warning"}
                    + {instance="b", job="x", severity="critical"}""");
        });
    }

    @Test
    void allThatIsWrongIsToldAtOnceInItsPlace() {
        assertThat(told("""
                rule_files: [rules.yaml, nowhere.yaml]
                tests:
                - input_series:
                  - {series: up, values: '1 2 x 3'}
                  - {series: 'up{a}', values: 1}
                  - {series: up}
                  alert_rule_test:
                  - {eval_time: soon, alertname: InstanceDown}
                  - {alertname: InstanceDown, exp_alert: []}
                  - {eval_time: 300d, alertname: InstanceDown}
                - {}
                """))
                .containsExactly(
                        "nowhere.yaml there is no such file",
                        "t.yaml:4:31 tests[0].input_series[0].values: 'x' is no value",
                        "t.yaml:5:14 tests[0].input_series[1].series: '=' is expected, at character 5",
                        "t.yaml:6:5 tests[0].input_series[2].values is missing",
                        "t.yaml:8:17 tests[0].alert_rule_test[0].eval_time: soon is no time here",
                        "t.yaml:9:5 tests[0].alert_rule_test[1].eval_time is missing",
                        "t.yaml:9:31 'exp_alert' is not known in tests[0].alert_rule_test[1]",
                        "t.yaml:10:17 tests[0].alert_rule_test[2].eval_time: 300d is no time here",
                        "t.yaml:11:3 tests[1].alert_rule_test is missing");
    }

    @Test
    void aRuleThatIsNotThereIsNotTakenForQuiet() {
        assertThat(told("""
                rule_files: [rules.yaml]
                tests:
                - alert_rule_test: [{eval_time: 1m, alertname: InstanceDwon}]
                """))
                .containsExactly(
                        "t.yaml:3:48 tests[0].alert_rule_test[0].alertname: no rule has the name 'InstanceDwon'");
        assertThat(told("evaluation_interval: 0\n"))
                .containsExactly(
                        "t.yaml:1:1 rule_files is missing",
                        "t.yaml:1:1 tests is missing",
                        "t.yaml:1:22 evaluation_interval: 0 is no time here");
    }
}
