package io.hydrophone.alert.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hydrophone.config.ConfigurationProblems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleFilesTest {
    @TempDir
    private Path directory;

    private static RuleSet read(String text) {
        return RuleFiles.of(text, Path.of("r.yaml"));
    }

    /** Lines {@code place: message}, with what to do behind an arrow. */
    private static List<String> told(String text) {
        return assertThatExceptionOfType(ConfigurationProblems.class)
                .isThrownBy(() -> read(text))
                .actual()
                .problems()
                .stream()
                .map(problem -> problem.where().substring("r.yaml:".length()) + " " + problem.message()
                        + (problem.action().isEmpty() ? "" : " -> " + problem.action()))
                .toList();
    }

    @Test
    void theSeedsListIsReadAsItIs() {
        RuleSet set = read("""
                # alert_rules.yaml
                - name: high_cpu_usage
                  metric: system.cpu.usage
                  condition: "value > 85"
                  severity: critical
                  duration: 60s  # 持续60秒触发
                  labels:
                    team: infra
                    service: api-gateway
                """);
        assertThat(set.rules()).singleElement().satisfies(rule -> {
            assertThat(rule.name()).isEqualTo("high_cpu_usage");
            assertThat(rule.metric()).hasToString("system.cpu.usage");
            assertThat(rule.condition().text()).isEqualTo("value > 85");
            assertThat(rule.timing().hold()).isEqualTo(Duration.ofSeconds(60));
            assertThat(rule.labels())
                    .containsOnly(
                            Map.entry("severity", "critical"),
                            Map.entry("team", "infra"),
                            Map.entry("service", "api-gateway"));
        });
        assertThat(set.metrics()).containsOnly(Map.entry("system.cpu.usage", RuleSet.STALE_AFTER));
    }

    @Test
    void templatesAreInheritedKeyByKey() {
        RuleSet set = read("""
                templates:
                  base: {severity: critical, for: 1m, labels: {team: a, tier: db}, variables: {limit: 5, low: 1}, annotations: {x: base, y: base}}
                  child: {extends: base, for: 2m, labels: {tier: web}, variables: {limit: 6}, condition: value > limit, summary: of child}
                rules:
                - {name: A, extends: child, metric: m, duration: 3m, variables: {limit: 7}, annotations: {y: own}}
                - {name: B, extends: child, metric: m, severity: info, condition: value > low}
                """);
        Rule a = set.rules().get(0);
        assertThat(a.timing().hold()).isEqualTo(Duration.ofMinutes(3));
        assertThat(a.labels()).hasToString("{team=a, tier=web, severity=critical}");
        assertThat(a.variables()).hasToString("{limit=7.0, low=1.0}");
        assertThat(a.annotations()).containsOnlyKeys("x", "y", "summary");
        Rule b = set.rules().get(1);
        assertThat(b.timing().hold()).isEqualTo(Duration.ofMinutes(2));
        assertThat(b.labels()).containsEntry("severity", "info");
        assertThat(b.condition().text()).isEqualTo("value > low");
    }

    @Test
    void howFarBackAMetricIsAskedForIsKnown() {
        RuleSet set = read("""
                stale_after: 1m
                rules:
                - {name: A, metric: m, condition: 'avg("10m") > last("n")', recover: 'max("o", "2m") < 1', summary: '{{ rate("p", "1h") }}'}
                - {name: B, metric: m, condition: 'avg("5m") > 1'}
                """);
        assertThat(set.metrics().toString().replace("{", "").replace("}", "").split(", "))
                .containsExactlyInAnyOrder("m=PT10M", "n=PT1M", "o=PT2M", "p=PT1H");
    }

    @Test
    void allThatIsWrongIsToldAtOnceInItsPlace() {
        assertThat(told("""
                - name: a
                  metric: m
                  condition: "value > 85 && valeu < 3"
                  severity: urgent
                  duration: 5 minutes
                  labels: {severity: x, "b-c": d, host: "{{ value }}"}
                  lables: {a: b}
                - name: a
                  condition: value > 3
                - metric: m{x}
                  condition: value
                """))
                .containsExactly(
                        "3:29 rules[0].condition: undeclared reference to 'valeu'"
                                + " -> known are value, labels, the rule's variables, and the functions avg, max, min, rate, last, present",
                        "4:13 rules[0].severity: 'urgent' is no choice here -> give one of info, warning, critical",
                        "5:13 rules[0].duration: 5 minutes is no time -> give a number and its unit: 30s, 5m, 1h30m",
                        "6:22 rules[0].labels.severity: this label is made by Hydrophone -> write severity: beside labels",
                        "6:32 rules[0].labels.b-c: this is no label's name -> write letters, digits and _",
                        "6:41 rules[0].labels.host: labels tell alerts apart and are the same all the time -> write what changes into annotations",
                        "7:3 'lables' is not known in rules[0] -> did you mean labels?",
                        "8:9 rules[1].name: there is a rule of this name already, r.yaml:1:3 -> rename one",
                        "9:14 rules[1].condition: undeclared reference to 'value' -> give the rule a metric, or name one: last(\"METRIC\")",
                        "10:3 rules[2].name is missing -> name the rule",
                        "10:11 rules[2].metric: '=' is expected, at character 4 -> write a name such as system.cpu.user, or NAME{label='value'}",
                        "11:14 rules[2].condition: a condition is true or false, and this is double -> compare it, such as: value > 85");
    }

    @Test
    void anErrorInAnExpressionIsToldWhereItIs() {
        assertThat(told("""
                rules:
                - name: plain
                  metric: m
                  condition: value > 85 || value < x
                - name: single
                  metric: m
                  condition: 'labels.a == ''q'' && value > y'
                - name: double
                  metric: m
                  condition: "labels.a == \\"q\\" && value > z"
                - name: block
                  metric: m
                  condition: |
                    value > 85
                      && value < zz
                - name: folded
                  metric: m
                  condition: >-
                    value > 85 &&

                    value < 'text'
                - name: text
                  metric: m
                  condition: value > 85
                  summary: "it is {{ value }} of {{ most }}"
                - name: calls
                  metric: m
                  condition: avg("m{a=}", "5m") > 1 && max("5 m") > 1 && min(labels.a, "48h") > 1
                - {name: open, metric: m, condition: value >}
                """))
                .extracting(line -> line.replaceAll(" ->.*", ""))
                .containsExactly(
                        "4:36 rules[0].condition: undeclared reference to 'x'",
                        "7:44 rules[1].condition: undeclared reference to 'y'",
                        "10:44 rules[2].condition: undeclared reference to 'z'",
                        "15:18 rules[3].condition: undeclared reference to 'zz'",
                        "21:11 rules[4].condition: found no matching overload for '_<_' applied to '(double, string)'",
                        "25:37 rules[5].summary: undeclared reference to 'most'",
                        "28:23 rules[6].condition: a value in quotes is expected",
                        "28:45 rules[6].condition: '5 m' is no time",
                        "28:68 rules[6].condition: a metric's name has to be a text in quotes",
                        "28:73 rules[6].condition: a window of 48h is out of range",
                        "29:45 rules[7].condition: mismatched input '<EOF>'");
    }

    @Test
    void whatIsWrongInATemplateIsToldOnceAndThere() {
        assertThat(told("""
                templates:
                  t: {for: soon, condition: value > limit, colour: red}
                  u: {extends: u}
                  v: {extends: nobody}
                rules:
                - {name: A, extends: t, metric: m}
                - {name: B, extends: t, metric: m}
                - {name: C, extends: w, metric: m, condition: value > 1}
                """))
                .extracting(line -> line.replaceAll(" ->.*", ""))
                .containsExactly(
                        "2:12 templates.t.for: soon is no time",
                        "2:37 templates.t.condition: undeclared reference to 'limit'",
                        "2:44 'colour' is not known in templates.t",
                        "3:16 templates.u.extends: this template comes to itself again",
                        "4:16 templates.v.extends: there is no template 'nobody'",
                        "8:22 rules[2].extends: there is no template 'w'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{name: A} | 1:3 rules[0].condition is missing -> write one, such as: value > 85",
                "{name: A, condition: 1 > 0} | 1:24 rules[0].condition: this reads no metric, so it is always the same -> give the rule a metric, or name one: last(\"METRIC\")",
                "{name: A, metric: m, condition: \"false\"} | 1:35 rules[0].condition: this reads no metric, so it is always the same -> compare value",
                "{name: A, metric: m, by: [host], condition: value > 1} | 1:28 rules[0].by: a rule with a metric is run for each of its series -> remove one",
                "{name: A, condition: avg('5m') > 1} | 1:27 rules[0].condition: the rule has no metric of its own -> write avg(\"METRIC\", \"5m\"), or give the rule a metric",
                "{name: A, metric: m, condition: value > 1, for: 1m, duration: 1m} | 1:65 rules[0].duration: duration is another word for for -> keep one of them",
                "{name: A, metric: m, condition: value > 1, for: 31d} | 1:51 rules[0].for: 31d is out of range -> give 0s to 30d",
                "{name: A, metric: m, condition: value > 1, max_notifications: 0} | 1:65 rules[0].max_notifications: 0 is out of range -> give 1 to 1000000",
                "{name: A, metric: m, condition: value > 1, sla: P4} | 1:51 rules[0].sla: 'P4' is no choice here -> give one of P0, P1, P2, P3",
                "{name: A, metric: m, condition: value > 1, on_unknown: explode} | 1:58 rules[0].on_unknown: 'explode' is no choice here -> give one of resolve, fire, keep",
                "{name: A, metric: m, condition: value > 1, variables: {health: 3}} | 1:66 rules[0].variables.health: a variable cannot have this name -> write letters, digits and _",
                "{name: A, metric: m, condition: value > a, variables: {a: much}} | 1:61 rules[0].variables.a: 'much' is no number -> give one, such as 85 or 0.5",
                "{name: A, metric: m, condition: value > 1, summary: 'a {{ value'} | 1:58 rules[0].summary: these braces have no end -> write {{ EXPRESSION }}",
                "{name: A, metric: m, condition: value > 1, when: [{hours: 22-6, variables: {}}]} | 1:61 rules[0].when[0].hours: '22-6' are no hours -> write 22:00-06:00",
                "{name: A, metric: m, condition: value > a, variables: {a: 1}, when: [{zone: Mars, variables: {a: 2}}]} | 1:79 rules[0].when[0].zone: 'Mars' is no time zone -> write one such as Europe/Berlin or UTC",
                "{name: A, metric: m, condition: value > a, variables: {a: 1}, when: [{days: [moonday], variables: {a: 2}}]} | 1:80 rules[0].when[0].days: 'moonday' is no day -> write mon, tue, wed, thu, fri, sat, sun, or mon-fri",
                "{name: A, metric: m, condition: value > 1, when: [{variables: {b: 2}}]} | 1:69 rules[0].when[0].variables.b: the rule has no such variable -> add it to variables"
            })
    void whatIsWrongWithARule(String rule, String problem) {
        assertThat(told("- " + rule)).contains(problem);
    }

    @Test
    void aFileThatIsNoListOfRulesIsRefused() {
        assertThat(told("groups:\n- rules: []\n")).containsExactly("2:3 groups[0].name is missing -> name the group");
        assertThat(told("stale_after: 1m\n"))
                .containsExactly("1:1 rules is missing -> write a list of rules, or groups with rules");
        assertThat(told("# nothing\n")).containsExactly("1:1 there is nothing in this file -> begin it with: rules:");
        assertThat(told("just text\n"))
                .containsExactly("1:1 the file is a single value instead of keys and values -> begin it with: rules:");
        assertThat(told("- text\n")).containsExactly("1:3 rules[0] is a section, and this is a single value");
    }

    @Test
    void severalFilesAreOneSet() throws IOException {
        Path one = Files.writeString(directory.resolve("1.yaml"), "- {name: A, metric: m, condition: value > 1}\n");
        Path two = Files.writeString(directory.resolve("2.yaml"), "- {name: B, metric: m, condition: value > 1}\n");
        assertThat(RuleFiles.read(List.of(one, two), name -> null).rules())
                .extracting(Rule::name)
                .containsExactly("A", "B");
        Files.writeString(two, "- {name: A, metric: m, condition: valu > 1}\n");
        Files.writeString(one, "- {name: A, metric: m, condition: value > 1, x: y}\n");
        assertThatExceptionOfType(ConfigurationProblems.class)
                .isThrownBy(() -> RuleFiles.read(List.of(one, two, directory.resolve("3.yaml")), name -> null))
                .satisfies(e -> assertThat(e.problems())
                        .extracting(problem ->
                                problem.where().substring(directory.toString().length() + 1) + " " + problem.code())
                        .containsExactly(
                                "1.yaml:1:46 unknown-key",
                                "2.yaml:1:10 duplicate-rule",
                                "2.yaml:1:35 bad-expression",
                                "3.yaml no-configuration"));
    }
}
