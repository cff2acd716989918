package io.hydrophone.digest.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.core.Source;
import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.DigestTable;
import io.hydrophone.digest.HeardQuery;
import io.hydrophone.wire.EncryptedSessions;
import io.hydrophone.wire.SampleRatio;
import io.hydrophone.wire.SessionKey;
import io.hydrophone.wire.WireCounters;
import io.hydrophone.wire.source.CaptureCounters;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .build();
    private static final String HOSTILE = "SELECT '</pre><script>alert(1)</script>\u001b[2J' FROM `<b>\"x'`";

    private final DigestTable table = new DigestTable(Source.WIRE, DigestOptions.DEFAULT.withSlowNanos(1_000_000));
    private final HeardQuery query = new HeardQuery();

    @Test
    void theJsonHasTheContractedMembers() {
        for (int i = 1; i <= 100; i++) {
            query.rowsSent = 2;
            table.query(query.sql("SELECT * FROM t WHERE id = " + i).took(i * 10_000L));
        }
        table.query(new HeardQuery().sql("DELETE FROM t").took(5_000_000).failed(1451));
        Map<String, Object> json = json(false);

        assertThat(object(json, "source"))
                .contains(
                        Map.entry("packets", 10L),
                        Map.entry("bytes", 1_000L),
                        Map.entry("segments", 9L),
                        Map.entry("sessions", 3L),
                        Map.entry("tls_sessions", 1L),
                        Map.entry("gaps", 4L),
                        Map.entry("lost_bytes", 5L),
                        Map.entry("unparsed", 6L));
        assertThat(object(json, "totals"))
                .contains(Map.entry("count", 101L), Map.entry("errors", 1L), Map.entry("slow", 2L));
        Map<String, Object> select = classes(json).get(0);
        assertThat(select)
                .contains(
                        Map.entry("count", 100L),
                        Map.entry("errors", 0L),
                        Map.entry("rows_sent", 200L),
                        Map.entry("databases", List.of("shop")),
                        Map.entry("users", List.of("app")),
                        Map.entry("sample", "SELECT * FROM t WHERE id = 100"));
        assertThat(select.get("digest")).asString().matches("[0-9a-f]{16}");
        assertThat(object(select, "total_us"))
                .contains(Map.entry("sum", 50_500L), Map.entry("min", 10L), Map.entry("max", 1_000L));
        assertThat((Long) object(select, "total_us").get("p50")).isBetween(489L, 511L);
        assertThat((Long) object(select, "total_us").get("p99")).isBetween(968L, 1_000L);
        assertThat(object(select, "latency_us")).containsKeys("sum", "min", "p50", "p95", "p99", "max");
        assertThat(classes(json).get(1).get("error_codes")).isEqualTo(List.of(Map.of("code", 1451L, "count", 1L)));
    }

    @Test
    void whatIsNotKnownIsAbsentFromTheJson() {
        query.latencyNanos = -1;
        query.rowsSent = -1;
        table.query(query.sql("SELECT 1").took(-1));

        assertThat(classes(json(false)).get(0))
                .doesNotContainKeys("latency_us", "total_us", "rows_sent", "sample_total_us");
    }

    @Test
    void aSampleThatIsNoUtf8ComesWithItsBytes() {
        table.query(query.sql(new byte[] {'S', 'E', 'L', 'E', 'C', 'T', ' ', '\'', (byte) 0xe9, '\''}));

        assertThat(classes(json(false)).get(0))
                .containsEntry("sample", "SELECT '\ufffd'")
                .containsEntry("sample_b64", "U0VMRUNUICfpJw==");
    }

    @Test
    void maskedSamplesShowNoLiteralInAnyFormat() throws IOException {
        table.query(query.sql("SELECT * FROM users WHERE mail = 'ann@example.org' AND pin = 8472123")
                .took(5_000_000));

        assertThat(classes(json(true)).get(0).get("sample")).asString().doesNotContain("ann@", "8472123");
        assertThat(html(true)).doesNotContain("ann@", "8472123");
        assertThat(new TextReport(report(true), 120, false).render()).doesNotContain("ann@", "8472123");
        assertThat(new TextReport(report(false), 120, false).render()).contains("ann@example.org", "8472123");
    }

    @Test
    void theHtmlStandsAloneAndRunsNothingOfTheTraffic() throws IOException {
        query.key = new SessionKey(0, "h:1", "<i>c</i>", "<u>\"", "<d>");
        table.query(query.sql(HOSTILE));
        String html = html(false);

        assertThat(html)
                .contains("default-src 'none'")
                .doesNotContain("http://", "https://", "unsafe-inline", "src=\"");
        assertThat(html).doesNotContain("<script>alert", "<i>c", "<u>", "<d>", "\u001b");
        assertThat(html).contains("&lt;/pre&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
    }

    @Test
    void theTextHoldsNothingThatATerminalObeys() {
        table.query(query.sql(HOSTILE));

        assertThat(new TextReport(report(false), 80, false).render())
                .doesNotContain("\u001b")
                .contains("alert(1)");
    }

    @Test
    void statementsAreRankedByTheOrderAskedFor() {
        table.query(query.sql("SELECT a FROM slow").took(9_000_000));
        query.rowsSent = 50;
        for (int i = 0; i < 3; i++) {
            table.query(query.sql("SELECT a FROM often").took(1_000));
        }
        table.query(new HeardQuery().sql("SELECT a FROM wrong").took(2_000).failed(1146));

        assertThat(first(Order.TIME)).contains("slow");
        assertThat(first(Order.P99)).contains("slow");
        assertThat(first(Order.COUNT)).contains("often");
        assertThat(first(Order.ROWS)).contains("often");
        assertThat(first(Order.ERRORS)).contains("wrong");
    }

    @Test
    void countsOfASampleAreMarkedAsSuchEverywhere() throws IOException {
        table.sample(new SampleRatio(8));
        table.query(new HeardQuery().sql("SELECT 'sampled'").took(1_000));
        assertThat(new TextReport(report(true), 100, false).render())
                .containsPattern("sampled +1/8 of the sessions: counts × 8 are estimates, about 8 queries in all");

        table.sample(new SampleRatio(2));
        table.query(new HeardQuery().sql("SELECT 'sampled'").took(1_000));
        assertThat(new TextReport(report(true), 100, false).render())
                .containsPattern("sampled +1/2 to 1/8 of the sessions; estimated in all: about 10 queries")
                .contains("2 queries, in all about 10");
        assertThat(html(true)).contains("≈ 10", "estimated from 1/2 to 1/8 of the sessions");
        assertThat(object(json(true), "source"))
                .containsEntry("sample_ratio", 0.125)
                .containsEntry("sample_ratio_changed", true);
        assertThat(object(json(true), "totals")).containsEntry("count", 2L).containsEntry("estimated_count", 10L);
        assertThat(classes(json(true)).getFirst()).containsEntry("estimated_count", 10L);
    }

    @Test
    void withoutASampleNothingIsEstimated() {
        assertThat(new TextReport(report(true), 100, false).render()).doesNotContain("sampled", "in all about");
        assertThat(object(json(true), "source")).containsEntry("sample_ratio", 1.0);
        assertThat(object(json(true), "totals")).doesNotContainKey("estimated_count");
    }

    private String first(Order order) {
        return Report.of(heard(), table.snapshot(), order, 1, true)
                .shown()
                .get(0)
                .figures()
                .fingerprint();
    }

    private Report report(boolean masked) {
        return Report.of(heard(), table.snapshot(), Order.TIME, 20, masked);
    }

    @Test
    void whoWasNotHeardBecauseOfEncryptionIsInEveryFormat() throws IOException {
        table.query(query.sql("SELECT 1"));

        assertThat(json(false).get("encrypted"))
                .isEqualTo(List.of(
                        Map.of("client", "10.0.0.9", "server", "db:3306", "server_version", "8.4<b>", "sessions", 7L),
                        Map.of("client", "10.0.0.8", "server", "elsewhere:3306", "sessions", 2L)));
        assertThat(new TextReport(report(false), 120, false).render())
                .containsPattern("10\\.0\\.0\\.9 +7 +db:3306 +8\\.4")
                .contains("--tls-keylog", "performance_schema");
        assertThat(html(false)).contains("<td class=\"l\">8.4&lt;b&gt;</td>", "--tls-keylog");
    }

    private static Heard heard() {
        EncryptedSessions encrypted = new EncryptedSessions(
                Map.of(
                        new EncryptedSessions.Pair("10.0.0.8", "elsewhere:3306"), 2L,
                        new EncryptedSessions.Pair("10.0.0.9", "db:3306"), 7L),
                Map.of("db:3306", "8.4<b>"));
        WireCounters wire = new WireCounters(9, 1, 3, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 2, 0, 4, 5, 6, 0, 0, 0, 0, 0);
        return new Heard("test.pcap", new CaptureCounters(10, 1_000, 0, 0, false), wire, List.of(), null, encrypted);
    }

    private String html(boolean masked) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HtmlReport.write(report(masked), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private Map<String, Object> json(boolean masked) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonReport.write(report(masked), out);
        return JSON.readValue(out.toByteArray(), new TypeReference<>() {});
    }

    @SuppressWarnings("unchecked") // JSON's shape is what the test asserts.
    private static Map<String, Object> object(Map<String, Object> of, String name) {
        return (Map<String, Object>) of.get(name);
    }

    @SuppressWarnings("unchecked") // JSON's shape is what the test asserts.
    private static List<Map<String, Object>> classes(Map<String, Object> json) {
        return (List<Map<String, Object>>) json.get("classes");
    }
}
