package io.hydrophone.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.hydrophone.core.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
    @TempDir
    private Path directory;

    private static List<String> told(String text) {
        return Reading.of(text).told(root -> root.text("a", ""));
    }

    @Test
    void aKeyThatIsGivenTwiceIsToldWhereItIsGivenAgain() {
        assertThat(Reading.of("a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\na: 4\n").told(root -> {
                    assertThat(root.text("a", "")).isEqualTo("1");
                    root.section("b").text("c", "");
                    root.section("b").text("d", "");
                }))
                .containsExactly(
                        "h.yaml:5:3 duplicate-key: 'c' is given twice, first in line 3",
                        "h.yaml:6:1 duplicate-key: 'a' is given twice, first in line 1");
    }

    @Test
    void aliasesAndTagsAreRefusedAndTheRestIsReadOn() {
        assertThat(told("a: &x 1\nb: *x\nc: !!int 5\nd: !evil {}\n"))
                .containsExactly(
                        "h.yaml:2:1 unknown-key: 'b' is not known here",
                        "h.yaml:2:4 alias: aliases are not read here",
                        "h.yaml:3:1 unknown-key: 'c' is not known here",
                        "h.yaml:3:4 tag: tags ('tag:yaml.org,2002:int') are not read here",
                        "h.yaml:4:1 unknown-key: 'd' is not known here",
                        "h.yaml:4:4 tag: tags ('!evil') are not read here");
        assertThat(told("a: *x\n")).containsExactly("h.yaml:1:4 alias: aliases are not read here");
    }

    @Test
    void whatIsNoYamlIsToldInItsPlace() {
        assertThat(told("a: 1\n\tb: 2\n")).singleElement().asString().startsWith("h.yaml:2:1 bad-yaml: ");
        assertThat(told("a: 1\nb: [1, 2\n")).singleElement().asString().startsWith("h.yaml:3:1 bad-yaml: ");
        assertThat(told("a: 'x\n")).singleElement().asString().startsWith("h.yaml:2:1 bad-yaml: ");
        assertThat(told("a: b: c\n")).singleElement().asString().startsWith("h.yaml:1:5 bad-yaml: ");
        assertThat(told("%YAML 3.0\n---\na: 1\n")).singleElement().asString().contains("bad-yaml: ");
    }

    @Test
    void aFileIsOneDocumentOfKeys() {
        assertThat(told("")).containsExactly("h.yaml:1:1 empty-file: there is nothing in this file");
        assertThat(told("# only a comment\n")).singleElement().asString().contains("empty-file");
        assertThat(told("---\n")).singleElement().asString().contains("empty-file");
        assertThat(told("- a\n"))
                .containsExactly("h.yaml:1:1 wrong-type: the file is a list instead of keys and values");
        assertThat(told("\nhello\n"))
                .containsExactly("h.yaml:2:1 wrong-type: the file is a single value instead of keys and values");
        assertThat(told("a: 1\n---\na: 2\n")).containsExactly("h.yaml:2:1 bad-yaml: a second document begins here");
        assertThat(told("a: 1\n[x]: 2\n"))
                .containsExactly("h.yaml:2:1 wrong-type: a list stands where a key is expected");
    }

    @Test
    void windowsFilesAreRead() {
        Reading.of("\uFEFFa: 1\r\n").fine(root -> assertThat(root.text("a", "")).isEqualTo("1"));
        assertThat(told("\uFEFFa: 1\r\nbb: 2\r\n")).containsExactly("h.yaml:2:1 unknown-key: 'bb' is not known here");
    }

    @Test
    void whatIsNoTextIsToldInItsPlace() {
        byte[] latin1 = "a: 1\nb: ö\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(new Reading(latin1, Path.of("h.yaml"), Map.of()).told(root -> {}))
                .containsExactly("h.yaml:2:4 bad-text: this is no UTF-8");
        assertThat(told("a: 1\nö: x\u0007y")).containsExactly("h.yaml:2:5 bad-text: a control character stands here");
    }

    @Test
    void whatIsTooDeepOrTooMuchIsRefused() {
        String deep = "a: " + "[".repeat(500_000);
        assertThat(told(deep)).containsExactly("h.yaml:1:19 too-large: this is nested more than 16 deep");
        String block = "a:\n" + "- ".repeat(5_000) + "x";
        assertThat(told(block)).singleElement().asString().contains("too-large");
        String wide = "a: [" + "x,".repeat(200_000) + "]";
        assertThat(told(wide)).singleElement().asString().contains("more than 20000 values");
    }

    /** A quarter of what a file may have: what is not linear would show. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a\n",
                "a: 1\n",
                "a: ",
                "a\n\n",
                "? ",
                "- ",
                "# x\n",
                "'",
                "\"\\",
                "[",
                "{",
                "[]",
                "{a: ",
                "\n",
                " ",
                "&a ",
                "!a ",
                "| \n ",
                "%A\n",
                "---\n",
                "...\n",
                "a: |\n  x\n",
                "<<: *a\n",
                "é",
                "🐬",
                ",",
                ":",
                "\r",
                "-\n",
                "?\n"
            })
    @Timeout(60)
    void anyPatternIsReadOrRefusedSoon(String pattern) {
        for (String start : List.of("", "k: ", "k: 'x\n  ", "k: |\n  ", "k: [", "k:\n  x\n  ")) {
            byte[] content = (start
                            + pattern.repeat(ConfigurationFile.MAX_BYTES / 4 / pattern.getBytes(UTF_8).length - 8))
                    .getBytes(UTF_8);
            try {
                ConfigurationFile file = ConfigurationFile.of(content, Path.of("h.yaml"), name -> null);
                assertThat(file.root().text("k", "absent")).isNotNull();
                file.finish();
            } catch (ConfigurationProblems e) {
                assertThat(e.problems()).isNotEmpty();
            }
        }
    }

    @Test
    void aFileThatCannotBeReadIsSaid() throws IOException {
        assertThat(unreadable(directory.resolve("nowhere.yaml"))).isEqualTo("there is no such file");
        assertThat(unreadable(directory)).isEqualTo("is a directory");
        Path large = Files.write(directory.resolve("large.yaml"), new byte[ConfigurationFile.MAX_BYTES + 1]);
        assertThat(unreadable(large)).isEqualTo("is larger than 1 MiB");
        assertThat(unreadable(Path.of("/dev/zero"))).isEqualTo("is larger than 1 MiB");
    }

    private static String unreadable(Path file) {
        Problem problem = assertThatExceptionOfType(ConfigurationProblems.class)
                .isThrownBy(() -> ConfigurationFile.read(file, name -> null))
                .actual()
                .problems()
                .getFirst();
        assertThat(problem.code()).isEqualTo("no-configuration");
        assertThat(problem.where()).isEqualTo(file.toString());
        return problem.message();
    }
}
