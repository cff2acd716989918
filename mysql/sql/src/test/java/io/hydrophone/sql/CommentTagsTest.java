package io.hydrophone.sql;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommentTagsTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void sqlcommenterBeforeAndBehind() {
        Map<String, String> expected = Map.of("controller", "index", "route", "/poll it's", "traceparent", TRACE);
        String tags = "/*controller='index',route='%2Fpoll it\\'s',traceparent='" + TRACE + "'*/";
        assertThat(tags("SELECT 1 " + tags)).isEqualTo(expected);
        assertThat(tags("SELECT 1" + tags + " ;\n")).isEqualTo(expected);
        assertThat(tags(tags + " SELECT 1")).isEqualTo(expected);
        assertThat(tags("/* action='a' */ SELECT 1 /*job='b'*/"))
                .containsOnly(Map.entry("action", "a"), Map.entry("job", "b"));
    }

    @Test
    void marginaliaAndTraceparentAlone() {
        assertThat(tags("SELECT 1 /* app:web,controller:x , line:/a/b.rb:12 */"))
                .isEqualTo(Map.of("app", "web", "controller", "x", "line", "/a/b.rb:12"));
        assertThat(tags("SELECT 1 /* " + TRACE + " */")).isEqualTo(Map.of("traceparent", TRACE));
        assertThat(tags("SELECT 1 /*traceparent=" + TRACE + "*/")).isEqualTo(Map.of("traceparent", TRACE));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "SELECT 1 /* why not */",
                "SELECT 1 /*! a='b' */",
                "/*!40101 a='b' */ SELECT 1",
                "SELECT /*+ a='b' */ 1",
                "SELECT '/*a=1*/'",
                "SELECT 1 /* a='unclosed */",
                "/* a='b' SELECT 1",
                "/**/",
                "/*/",
                "*/",
                ""
            })
    void whatIsNoTag(String sql) {
        assertThat(tags(sql)).isEmpty();
    }

    @Test
    void namesAndValuesAreDecodedAndBounded() {
        assertThat(tags("SELECT 1 /*na%6de='%C3%A9%zz%'*/")).isEqualTo(Map.of("name", "é%zz%"));
        assertThat(tags("SELECT 1 /*a='" + "x".repeat(127) + "é'*/")).isEqualTo(Map.of("a", "x".repeat(127)));
        assertThat(tags("SELECT 1 /*a='" + "x".repeat(126) + "éé'*/")).isEqualTo(Map.of("a", "x".repeat(126) + "é"));
        assertThat(tags("SELECT 1 /*" + "n".repeat(65) + "='a'*/")).isEmpty();
    }

    @FuzzTest(maxDuration = "10m")
    void anyText(byte[] sql) {
        boolean may = CommentTags.mayBeIn(sql, 0, sql.length);
        CommentTags tags = new CommentTags();
        tags.reset(sql, 0, sql.length);
        int count = 0;
        while (tags.next()) {
            assertThat(tags.nameLength()).isBetween(1, CommentTags.MAX_NAME);
            assertThat(tags.valueLength()).isBetween(0, CommentTags.MAX_VALUE);
            count++;
        }
        assertThat(count).isLessThanOrEqualTo(may ? sql.length / 2 : 0);
    }

    private static Map<String, String> tags(String text) {
        byte[] sql = (" " + text + " ").getBytes(UTF_8);
        CommentTags tags = new CommentTags();
        Map<String, String> all = new LinkedHashMap<>();
        tags.reset(sql, 1, sql.length - 2);
        while (tags.next()) {
            all.put(
                    new String(tags.name(), 0, tags.nameLength(), UTF_8),
                    new String(tags.value(), 0, tags.valueLength(), UTF_8));
        }
        assertThat(all.isEmpty() || CommentTags.mayBeIn(sql, 1, sql.length - 2)).isTrue();
        return all;
    }
}
