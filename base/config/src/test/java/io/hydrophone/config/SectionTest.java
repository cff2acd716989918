package io.hydrophone.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SectionTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private enum Colour {
        RED,
        GREEN
    }

    @Test
    void valuesHaveTheTypeThatIsAskedFor() {
        Reading.of("""
                probe:
                  listen: "127.0.0.1:8667"   # a comment
                  workers: 4
                  port: "3306"
                  quiet: Yes
                  loud: off
                  interval: 500ms
                  queue: 64MiB
                  colour: Green
                  devices: [eth0, "eth1"]
                  seeds: 10.0.0.1, 10.0.0.2
                  more:
                  - one
                  deep: {key: 'it''s'}
                """).fine(root -> {
            Section probe = root.section("probe");
            assertThat(probe.text("listen", "")).isEqualTo("127.0.0.1:8667");
            assertThat(probe.integer("workers", 1, 1, 64)).isEqualTo(4);
            assertThat(probe.integer("port", 1, 1, 65_535)).isEqualTo(3306);
            assertThat(probe.flag("quiet", false)).isTrue();
            assertThat(probe.flag("loud", true)).isFalse();
            assertThat(probe.duration("interval", SECOND, Duration.ZERO, HOUR)).isEqualTo(Duration.ofMillis(500));
            assertThat(probe.size("queue", 1, 0, 1 << 30)).isEqualTo(64 << 20);
            assertThat(colour(probe)).isEqualTo(Colour.GREEN);
            assertThat(texts(probe, "devices")).containsExactly("eth0", "eth1");
            assertThat(texts(probe, "seeds")).containsExactly("10.0.0.1", "10.0.0.2");
            assertThat(texts(probe, "more")).containsExactly("one");
            assertThat(probe.section("deep").text("key", "")).isEqualTo("it's");
        });
    }

    @Test
    void whatIsInEffectIsTheFilesOrTheDefaultAndNoSecret() {
        Reading.of("""
                key: deep
                path: ${env:PLACE}
                url: mysql://ear:deep@word@db/?tls=required
                web: https://host/path?token=deep
                devices: [eth0, "${env:PLACE}"]
                """).with(Map.of("PLACE", "deep")).fine(root -> {
            root.secret("key");
            root.text("path", "");
            root.text("url", "");
            root.text("web", "");
            texts(root, "devices");
            root.duration("interval", SECOND, Duration.ZERO, HOUR);
            colour(root);
            root.file("log", null);
            root.section("deeper").flag("quiet", true);
            root.sections("none");
            Map<String, InEffect> keys = root.inEffect().keys();
            assertThat(keys)
                    .containsEntry("key", new InEffect.Text("(hidden)", false))
                    .containsEntry("path", new InEffect.Text("${env:PLACE}", true))
                    .containsEntry("url", new InEffect.Text("mysql://ear:(hidden)@db/?tls=required", false))
                    .containsEntry("web", new InEffect.Text("https://host/path?(hidden)", false))
                    .containsEntry("interval", new InEffect.Text("1s", false))
                    .containsEntry("colour", new InEffect.Text("red", false))
                    .containsEntry("log", new InEffect.None())
                    .containsEntry("none", new InEffect.Sections(List.of()));
            assertThat(keys.get("deeper"))
                    .isEqualTo(new InEffect.Keys(Map.of("quiet", new InEffect.Text("true", false))));
            assertThat(keys.get("devices"))
                    .isEqualTo(new InEffect.Texts(
                            List.of(new InEffect.Text("eth0", false), new InEffect.Text("${env:PLACE}", true))));
        });
    }

    @Test
    void aListOfSectionsIsReadOneByOne() {
        Reading.of("""
                instances:
                - name: a
                  tags: [env:prod, dc: east]
                  pace: 15
                - name: b
                  tags:
                  - role: db
                  - shop
                  pace: 2m
                """).fine(root -> {
            List<Section> instances = root.sections("instances");
            assertThat(instances).extracting(one -> one.text("name", "")).containsExactly("a", "b");
            assertThat(instances.get(0).pairs("tags")).containsExactly("env:prod", "dc:east");
            assertThat(instances.get(1).pairs("tags")).containsExactly("role:db", "shop");
            assertThat(instances)
                    .extracting(one -> one.seconds("pace", SECOND, SECOND, HOUR).toSeconds())
                    .containsExactly(15L, 120L);
            assertThat(root.sections("none")).isEmpty();
        });
    }

    @Test
    void aFileThatIsNothingButAListHasAKeyWhereThatIsWanted() {
        ConfigurationFile file = ConfigurationFile.of("- name: a\n- nmae: b\n", Path.of("h.yaml"), "rules");
        assertThat(file.root().sections("rules"))
                .extracting(one -> one.text("name", ""))
                .containsExactly("a", "");
        assertThatExceptionOfType(ConfigurationProblems.class)
                .isThrownBy(file::finish)
                .withMessageContaining("h.yaml:2:3: 'nmae' is not known in rules[1]");
        assertThat(Reading.of("- name: a\n").told(root -> root.sections("rules")))
                .containsExactly("h.yaml:1:1 wrong-type: the file is a list instead of keys and values");
    }

    @Test
    void aKeyMayBeKnownWithoutBeingAskedFor() {
        assertThat(Reading.of("a: 1\ncolour: 2\nclour: 3\n").problems(root -> root.know("a", "colour")))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.where()).isEqualTo("h.yaml:3:1");
                    assertThat(problem.action()).isEqualTo("did you mean colour?");
                });
    }

    @Test
    void whatIsWrongInOnePlaceIsToldOnce() {
        assertThat(Reading.of("a: x\n").told(root -> {
                    root.integer("a", 1, 1, 9);
                    root.integer("a", 1, 1, 9);
                    root.flag("a", true);
                }))
                .hasSize(2);
    }

    @Test
    void whatIsWrongInAListOfSectionsHasItsPlace() {
        assertThat(Reading.of("instances:\n- name: a\n  nmae: b\n- just text\n")
                        .told(root -> root.sections("instances").forEach(one -> one.text("name", ""))))
                .containsExactly(
                        "h.yaml:3:3 unknown-key: 'nmae' is not known in instances[0]",
                        "h.yaml:4:3 wrong-type: instances[1] is a section, and this is a single value");
        assertThat(Reading.of("instances: 5\n").told(root -> root.sections("instances")))
                .containsExactly("h.yaml:1:12 wrong-type: instances is a list of sections, and this is a single value");
    }

    @Test
    void whatIsAbsentHasTheDefaultOfTheQuestion() {
        Reading.of("version: 1").fine(root -> {
            assertThat(root.integer("version", 0, 1, 1)).isEqualTo(1);
            Section probe = root.section("probe");
            assertThat(root.has("probe")).isFalse();
            assertThat(probe.text("listen", "here")).isEqualTo("here");
            assertThat(probe.flag("quiet", true)).isTrue();
            assertThat(probe.duration("interval", SECOND, SECOND, HOUR)).isEqualTo(SECOND);
            assertThat(probe.list("devices", text -> text, List.of("any"))).containsExactly("any");
            assertThat(probe.secret("password")).isNull();
            assertThat(probe.file("token_file", null)).isNull();
            assertThat(probe.file("queue", "queue")).isEqualTo(Path.of("queue").toAbsolutePath());
        });
    }

    @Test
    void allThatIsWrongIsToldAtOnceAndInPlace() {
        List<Problem> problems = Reading.of("""
                version: 1
                probe:
                  listne: 127.0.0.1:8667
                  workers: many
                  port: 99999
                  quiet: maybe
                  interval: 5x
                  slow: 2h
                  queue: 64MB
                  small: 1
                  colour: blue
                  listen: [a]
                  seeds:
                    - {host: b}
                    - c
                  password: ""
                pusher: on
                pushr: {}
                """).problems(root -> {
            root.integer("version", 1, 1, 1);
            Section probe = root.section("probe");
            assertThat(probe.text("listen", "here")).isEqualTo("here");
            assertThat(probe.integer("workers", 1, 1, 64)).isEqualTo(1);
            assertThat(probe.integer("port", 3306, 1, 65_535)).isEqualTo(3306);
            assertThat(probe.flag("quiet", true)).isTrue();
            assertThat(probe.duration("interval", SECOND, SECOND, HOUR)).isEqualTo(SECOND);
            assertThat(probe.duration("slow", SECOND, SECOND, HOUR)).isEqualTo(SECOND);
            assertThat(probe.size("queue", 7, 0, 100)).isEqualTo(7);
            assertThat(probe.size("small", 2048, 1024, 1 << 20)).isEqualTo(2048);
            assertThat(colour(probe)).isEqualTo(Colour.RED);
            assertThat(texts(probe, "seeds")).containsExactly("c");
            assertThat(probe.secret("password")).isNull();
            assertThat(root.section("pusher").text("path", "p")).isEqualTo("p");
        });
        assertThat(problems)
                .containsExactly(
                        new Problem(
                                "unknown-key", "'listne' is not known in probe", "h.yaml:3:3", "did you mean listen?"),
                        new Problem(
                                "wrong-type",
                                "probe.workers: 'many' is no whole number",
                                "h.yaml:4:12",
                                "give one from 1 to 64"),
                        new Problem(
                                "out-of-range", "probe.port: 99999 is out of range", "h.yaml:5:9", "give 1 to 65535"),
                        new Problem(
                                "wrong-type",
                                "probe.quiet: 'maybe' is neither true nor false",
                                "h.yaml:6:10",
                                "give one of them"),
                        new Problem(
                                "bad-duration",
                                "probe.interval: '5x' is no time",
                                "h.yaml:7:13",
                                "give a number and its unit: ms, s, m or h"),
                        new Problem("out-of-range", "probe.slow: 2h is out of range", "h.yaml:8:9", "give 1s to 1h"),
                        new Problem(
                                "bad-size",
                                "probe.queue: '64MB' is no size",
                                "h.yaml:9:10",
                                "give a number and its unit: KiB, MiB or GiB"),
                        new Problem(
                                "out-of-range", "probe.small: 1 is out of range", "h.yaml:10:10", "give 1KiB to 1MiB"),
                        new Problem(
                                "wrong-type",
                                "probe.colour: 'blue' is no choice here",
                                "h.yaml:11:11",
                                "give one of red, green"),
                        new Problem(
                                "wrong-type", "probe.listen is a single value, and this is a list", "h.yaml:12:11", ""),
                        new Problem(
                                "wrong-type",
                                "probe.seeds is a single value, and this is a section",
                                "h.yaml:14:7",
                                ""),
                        new Problem(
                                "empty-value",
                                "probe.password: the secret is empty",
                                "h.yaml:16:13",
                                "give one, or remove the line"),
                        new Problem(
                                "wrong-type",
                                "pusher is a section, and this is a single value",
                                "h.yaml:17:9",
                                "write its keys below it, each on a line that is indented"),
                        new Problem("unknown-key", "'pushr' is not known here", "h.yaml:18:1", "did you mean pusher?"));
    }

    @Test
    void whatIsFarFromAllIsAnsweredWithAll() {
        assertThat(Reading.of("frobnicate: 1").problems(root -> {
                    root.text("listen", "");
                    root.flag("mask", true);
                }))
                .singleElement()
                .extracting(Problem::action)
                .isEqualTo("known are: listen, mask");
    }

    @Test
    void aKeyWithoutAValueIsRefusedUnlessItIsTakenForAbsent() {
        Reading reading = Reading.of("listen:\nmask: ~\nprobe:\n");
        assertThat(reading.told(root -> {
                    root.text("listen", "");
                    root.flag("mask", true);
                    root.section("probe");
                }))
                .containsExactly(
                        "h.yaml:1:8 empty-value: listen has no value", "h.yaml:2:7 empty-value: mask has no value");
        reading.fine(root -> {
            root.takeEmptyForAbsent();
            assertThat(root.has("listen")).isFalse();
            assertThat(root.text("listen", "here")).isEqualTo("here");
            assertThat(root.flag("mask", true)).isTrue();
            assertThat(root.section("probe").text("x", "y")).isEqualTo("y");
        });
    }

    @Test
    void aReaderOfAFormSaysWhatIsWrong() {
        assertThat(Reading.of("sample: 1/0")
                        .problems(root -> root.parsed(
                                "sample",
                                text -> {
                                    throw new ProblemException(
                                            "bad-sample", "'" + text + "' is none", "--sample", "give 1/2");
                                },
                                "all")))
                .containsExactly(new Problem("bad-sample", "sample: '1/0' is none", "h.yaml:1:9", "give 1/2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "[]", "{}", "2147483648", "-9999999999", "0x10", "1_000", "٣", "1.0", "true"})
    void whatIsNoIntegerIsRefused(String value) {
        assertThat(Reading.of("n: " + value)
                        .told(root -> assertThat(root.integer("n", 5, 0, 100)).isEqualTo(5)))
                .singleElement()
                .asString()
                .startsWith("h.yaml:1:4 ");
    }

    @Test
    void messagesAreShortAndSteerNoTerminal() {
        String hostile = "\"\\e[2J" + "x".repeat(900) + "\"";
        assertThat(Reading.of("n: " + hostile + "\n" + hostile + ": 1\n").problems(root -> root.integer("n", 0, 0, 1)))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem.message())
                        .hasSizeLessThan(120)
                        .contains("?[2Jxxx", "…")
                        .doesNotContain("\u001b"));
    }

    @Test
    void noMoreProblemsAreToldThanSomeoneReads() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 9_000; i++) {
            text.append("key").append(i).append(": 1\n");
        }
        assertThat(Reading.of(text.toString()).problems(root -> {}))
                .hasSize(Problems.MOST + 1)
                .last()
                .extracting(Problem::message)
                .isEqualTo("and 8900 more");
    }

    @Test
    void aSecretIsShownNowhere() {
        Reading.of("password: hunter2\nkey: ${env:KEY}")
                .with(Map.of("KEY", "k"))
                .fine(root -> {
                    Secret password = root.secret("password");
                    assertThat(password).hasToString("(hidden)");
                    assertThat(password.reveal()).isEqualTo("hunter2");
                    assertThat(root.secret("key").reveal()).isEqualTo("k");
                });
    }

    private static Colour colour(Section section) {
        return section.choice("colour", Colour.values(), colour -> colour.name().toLowerCase(Locale.ROOT), Colour.RED);
    }

    private static List<String> texts(Section section, String key) {
        return section.list(key, text -> text, List.of());
    }
}
