package io.hydrophone.traffic.compare.report;

import io.hydrophone.digest.report.HtmlPage;
import io.hydrophone.traffic.compare.ComparisonReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The comparison as one HTML file that stands alone. */
final class ComparisonHtml {
    private ComparisonHtml() {}

    /** Writes the page and leaves the stream open. */
    static void write(ComparisonReport report, OutputStream out) throws IOException {
        StringBuilder content = new StringBuilder(256 << 10);
        new HtmlOverview(report, content).render();
        if (!report.shown().isEmpty()) {
            new HtmlStatements(report, content).render();
        }
        HtmlErrors.write(report, content);
        content.append(
                        "<footer>Literals are masked. Times are from the last byte of a command to the last packet of its answer, of")
                .append(
                        " commands that succeeded on both sides; quantiles are within 2.2 %. A statement is told as slower or faster")
                .append(
                        " when that is certain (q &lt; 0.01, rank tests, Benjamini–Hochberg) and matters (10 % and 50 µs).</footer>\n");
        String title = report.source() + " → " + report.target();
        String page = HtmlPage.of("Hydrophone compare", title, Phrases.way(report.pairing()), style(), content);
        out.write(page.getBytes(StandardCharsets.UTF_8));
    }

    private static String style() throws IOException {
        try (InputStream in = ComparisonHtml.class.getResourceAsStream("compare.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
