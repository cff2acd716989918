package io.hydrophone.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencesTest {
    private static final Map<String, String> VARIABLES = Map.of("HOST", "db", "PORT", "3307", "EMPTY", "");

    @TempDir
    private Path directory;

    private String text(String value) {
        String[] text = new String[1];
        Reading.of("key: " + value).in(directory).with(VARIABLES).fine(root -> text[0] = root.text("key", null));
        return text[0];
    }

    private List<Problem> problems(String value) {
        return Reading.of("key: " + value).in(directory).with(VARIABLES).problems(root -> root.integer("key", 0, 0, 9));
    }

    @Test
    void standForVariablesAndFiles() throws IOException {
        Files.writeString(directory.resolve("secret"), "s3cr${env:HOST}\r\nsecond line\n");
        assertThat(text("${env:HOST}:${env:PORT}")).isEqualTo("db:3307");
        assertThat(text("'<${env:EMPTY}>'")).isEqualTo("<>");
        assertThat(text("${file:secret}")).isEqualTo("s3cr${env:HOST}");
        assertThat(text("${file:" + directory.resolve("secret") + "}")).startsWith("s3cr");
        assertThat(text("$${env:HOST} $5 $$ {x}")).isEqualTo("${env:HOST} $5 $$ {x}");
    }

    @Test
    void oneThatStandsForNothingIsSaid() throws IOException {
        Files.write(directory.resolve("binary"), new byte[] {(byte) 0xff, 1});
        Files.write(directory.resolve("large"), new byte[(64 << 10) + 1]);
        assertThat(problems("${env:NOWHERE}"))
                .containsExactly(new Problem(
                        "no-variable",
                        "key: the variable 'NOWHERE' is not set",
                        "h.yaml:1:6",
                        "set it where this runs"));
        assertThat(problems("${file:nowhere}")).singleElement().satisfies(problem -> {
            assertThat(problem.message()).isEqualTo("key: the file 'nowhere' does not exist");
            assertThat(problem.code()).isEqualTo("no-reference-file");
        });
        assertThat(problems("${file:binary}").getFirst().message()).endsWith("'binary' is no UTF-8 text");
        assertThat(problems("${file:large}").getFirst().message()).endsWith("'large' has more than 64 KiB");
        assertThat(problems("${file:/dev/zero}").getFirst().message()).endsWith("'/dev/zero' is no regular file");
        assertThat(problems("\"${file:\\0}\"").getFirst().message()).contains("'?' cannot be read");
        assertThat(problems("${env:}").getFirst().code()).isEqualTo("no-variable");
        assertThat(problems("${evn:HOST}").getFirst().message()).isEqualTo("key: '${evn:HOST}' is no reference");
        assertThat(problems("'${env:HOST'").getFirst().message()).isEqualTo("key: a ${ has no end");
    }

    /** A variable may be a secret wherever it is put. */
    @Test
    void whatTheyStandForIsInNoMessage() throws IOException {
        Files.writeString(directory.resolve("secret"), "hunter2");
        for (String value : List.of("${file:secret}", "x${file:secret}", "'${env:HOST}'", "[1, '${env:PORT}']")) {
            assertThat(problems(value))
                    .singleElement()
                    .extracting(Problem::text)
                    .asString()
                    .doesNotContain("hunter2")
                    .doesNotContain("db")
                    .doesNotContain("3307");
        }
        assertThat(problems("${env:PORT}"))
                .containsExactly(new Problem(
                        "out-of-range",
                        "key: what '${env:PORT}' stands for is not accepted",
                        "h.yaml:1:6",
                        "give 0 to 9"));
    }
}
