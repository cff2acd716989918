package io.hydrophone.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each text has an {@code @} whose place in the file is asked for by its offset in the value. */
class ScalarPlaceTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "key: a @ b",
                "key:   x@",
                "key: 'it''s ''@'' b'",
                "key: \"a \\\"b\\\" \\\\ @\"",
                "key: \"a\\n\\tb @\"",
                "key: äöü😀 @",
                "key: a\n  b\n\n  c @ d",
                "key: \"a\n\n    b\n  c @\"",
                "key: |\n  a\n    b @\n  c",
                "key: |2-\n    a\n  @ b",
                "key: >-\n  a\n  b\n\n  c @",
                "# a comment\nother: [1, 2]\nkey: >\n\n  @ b\n",
                "key: |\n  a # no comment\n  @"
            })
    void aPartOfAValueHasItsPlace(String text) {
        int at = text.indexOf('@');
        int lineStart = text.lastIndexOf('\n', at) + 1;
        long line = 1 + text.substring(0, at).chars().filter(c -> c == '\n').count();
        int column = 1 + text.codePointCount(lineStart, at);
        assertThat(Reading.of(text).told(root -> {
                    root.list("other", item -> item, List.of());
                    root.refusePart("key", root.text("key", "").indexOf('@'), "here", "it is", "");
                }))
                .contains("h.yaml:" + line + ":" + column + " here: key: it is");
    }

    @ParameterizedTest
    @ValueSource(strings = {"key: a ${env:X} @", "other: 1"})
    void ofAReferenceAndOfWhatIsNotThereItIsTheWhole(String text) {
        assertThat(Reading.of(text).with(Map.of("X", "long long long")).told(root -> {
                    root.text("key", null);
                    root.text("other", null);
                    root.refusePart("key", 17, "here", "it is", "");
                }))
                .containsExactly("h.yaml:1:" + (text.startsWith("key") ? 6 : 1) + " here: key: it is");
    }
}
