package io.hydrophone.traffic.compare.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.traffic.compare.Comparison;
import io.hydrophone.traffic.compare.ComparisonReport;
import io.hydrophone.traffic.compare.Pairing;
import io.hydrophone.traffic.compare.Upgrade;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class ReportWriterTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();
    private static final Set<String> VOID = Set.of("meta", "line", "rect", "circle", "polyline", "polygon");

    private final ComparisonReport report = Upgrade.report().showing(30, false);

    @Test
    void theJsonHasTheDocumentedMembers() throws IOException {
        Map<String, Object> json = json(report);

        assertThat(json)
                .containsEntry("source", "/rec/<shop>")
                .containsEntry("pairing", "commands")
                .containsEntry("verdict", "breaks")
                .containsEntry("folded_statements", 0L)
                .containsEntry("notes", List.of("the source was recorded while the kernel dropped 12 packets"));
        assertThat(object(json, "totals"))
                .containsEntry("compared", 14_763L)
                .containsEntry("new_errors", 161L)
                .containsEntry("rows_differ", 16L)
                .containsEntry("unpaired", 1L)
                .containsEntry("skipped", Map.of("read-only", 120L))
                .containsEntry("slower_statements", 2L)
                .containsKeys("source_total_us", "target_total_us", "added_us", "growth_ratio");
        assertThat(object(json, "verdicts")).containsEntry("breaks", 2L).containsEntry("same", 5L);
        Map<String, Object> first = statements(json).getFirst();
        assertThat(first)
                .containsEntry("fingerprint", "select rank from members where id = ?")
                .containsEntry("command", "COM_QUERY")
                .containsEntry("verdict", "breaks")
                .doesNotContainKeys("latency", "other_errors");
        assertThat(first.get("digest")).asString().matches("[0-9a-f]{16}");
        assertThat(list(first, "errors").getFirst())
                .containsEntry("target_error", 1064L)
                .containsEntry("source_count", 120L)
                .doesNotContainKey("source_error");
        Map<String, Object> example = list(first, "examples").getFirst();
        assertThat(example)
                .containsEntry("difference", "new_errors")
                .containsEntry("session", "7")
                .containsEntry("number", 3L)
                .containsEntry("sql", "SELECT rank FROM members WHERE id = ?");
        assertThat(object(example, "source")).containsEntry("outcome", "ok").containsEntry("total_us", 110L);
        assertThat(object(example, "target")).containsEntry("error", 1064L).containsEntry("outcome", "error");
        Map<String, Object> slower = statements(json).get(9);
        assertThat(object(slower, "latency"))
                .containsEntry("direction", "slower")
                .containsKeys(
                        "probability_slower", "ratio", "p", "q", "typical", "p95_ratio", "p95_q", "tail", "added_us");
        assertThat(object(object(slower, "source"), "total_us"))
                .containsKeys("count", "sum", "min", "p50", "p95", "p99", "max");
    }

    @Test
    void whatIsNotKnownIsAbsentFromTheJson() throws IOException {
        Map<String, Object> unanswered = statements(json(report)).get(2);

        assertThat(unanswered).containsEntry("verdict", "unanswered");
        assertThat(object(unanswered, "source")).containsOnlyKeys("count", "errors");
        assertThat(object(list(unanswered, "examples").getFirst(), "target")).containsOnlyKeys("outcome");
    }

    @Test
    void theHtmlStandsAloneAndRunsNothingOfTheTraffic() throws IOException {
        String html = written(report, ReportFormat.HTML);

        assertThat(html)
                .contains("default-src 'none'")
                .doesNotContain("http://", "https://", "unsafe-inline", "src=\"", "url(", "@import");
        assertThat(html).doesNotContain("<script>alert", "<shop>", "<b>\"x", "\u001b");
        assertThat(html).contains("/rec/&lt;shop&gt;", "select ? from `&lt;b&gt;&quot;x&#39;`");
    }

    @Test
    void theHtmlIsWellFormed() throws IOException {
        balanced(written(report, ReportFormat.HTML));
        balanced(written(new Comparison(Pairing.SAMPLES).report("a", "b", List.of()), ReportFormat.HTML));
    }

    private static void balanced(String html) {
        Deque<String> open = new ArrayDeque<>();
        String document = html.replaceAll("(?s)<(style|script)>.*?</\\1>", "").replace("<!doctype html>", "");
        Matcher tag = Pattern.compile("<(/?)([a-z0-9]+)((?: [a-zA-Z0-9-]+=\"[^\"<>]*\")*)(/?)>")
                .matcher(document);
        int at = 0;
        while (tag.find()) {
            assertThat(document.substring(at, tag.start())).doesNotContain("<", ">");
            at = tag.end();
            if (tag.group(1).equals("/")) {
                assertThat(open.pop()).isEqualTo(tag.group(2));
            } else if (!tag.group(4).equals("/") && !tag.group(2).equals("meta")) {
                open.push(tag.group(2));
            } else {
                assertThat(VOID).contains(tag.group(2));
            }
        }
        assertThat(open).isEmpty();
        assertThat(document.substring(at)).isBlank();
    }

    @ParameterizedTest
    @EnumSource(ReportFormat.class)
    void noFormatShowsALiteral(ReportFormat format) throws IOException {
        assertThat(written(report, format)).doesNotContain("ann@example.org", "2026-01-");
    }

    @Test
    void theTextHoldsNothingThatATerminalObeys() throws IOException {
        assertThat(written(report, ReportFormat.TEXT)).doesNotContain("\u001b").contains("select ? from `<b>\"x'`");
    }

    @Test
    void linesOfTheTableAreNoWiderThanTheTerminal() throws IOException {
        String table = written(report, ReportFormat.TEXT);
        int begin = table.indexOf("\n #");
        assertThat(table.substring(begin, table.indexOf("\n\n", begin)).lines()).allMatch(line -> line.length() <= 140);
    }

    @Test
    void whatIsTheSameCanBeLeftOut() throws IOException {
        ComparisonReport different = report.showing(30, true);
        assertThat(different.shown()).hasSize(14);
        assertThat(written(different, ReportFormat.TEXT))
                .contains("… and 8 more statements, which are the same")
                .doesNotContain("sbtest0");
        assertThat(written(report.showing(3, false), ReportFormat.TEXT))
                .contains("… and 19 more statements (--top 22 shows all)");
        assertThat(statements(json(different))).hasSize(14);
    }

    @Test
    void nothingIsAReportToo() throws IOException {
        ComparisonReport nothing = new Comparison(Pairing.COMMANDS).report("a", "b", List.of());

        assertThat(written(nothing, ReportFormat.TEXT)).contains("nothing was compared");
        assertThat(json(nothing)).containsEntry("verdict", "not_compared");
        assertThat(written(nothing, ReportFormat.HTML))
                .contains("nothing was compared")
                .doesNotContain("<svg");
    }

    private static String written(ComparisonReport report, ReportFormat format) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new ReportWriter(140, false).write(report, format, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> json(ComparisonReport report) throws IOException {
        return JSON.readValue(written(report, ReportFormat.JSON), new TypeReference<>() {});
    }

    @SuppressWarnings("unchecked") // JSON's shape is what the test asserts.
    private static Map<String, Object> object(Map<String, Object> of, String name) {
        return (Map<String, Object>) of.get(name);
    }

    @SuppressWarnings("unchecked") // JSON's shape is what the test asserts.
    private static List<Map<String, Object>> list(Map<String, Object> of, String name) {
        return (List<Map<String, Object>>) of.get(name);
    }

    private static List<Map<String, Object>> statements(Map<String, Object> json) {
        return list(json, "statements");
    }
}
