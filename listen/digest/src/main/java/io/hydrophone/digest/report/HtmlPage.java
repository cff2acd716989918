package io.hydrophone.digest.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A report's page: it asks for nothing over the network, and its policy allows no script and no style but its own. Its first table can be
 * sorted by its heads, and opens a row's details.
 */
public final class HtmlPage {
    private HtmlPage() {}

    /**
     * A whole page.
     *
     * @param brand what kind of report this is
     * @param title what it is about, any text
     * @param subtitle any text, may be empty
     * @param style what is to be added to the style that all reports share
     * @param content HTML of what stands below the titles
     */
    public static String of(String brand, String title, String subtitle, String style, CharSequence content)
            throws IOException {
        String styles = resource("report.css") + style;
        String script = resource("report.js");
        String name = Html.text(SqlText.line(title));
        StringBuilder page = new StringBuilder(content.length() + styles.length() + (16 << 10));
        page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '")
                .append(hash(styles))
                .append("'; script-src '")
                .append(hash(script))
                .append("'; base-uri 'none'; form-action 'none'\">\n")
                .append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>")
                .append(name)
                .append(" – ")
                .append(brand)
                .append("</title>\n<style>")
                .append(styles)
                .append("</style></head><body><main>\n<header><p class=\"brand\">")
                .append(brand)
                .append("</p><h1>")
                .append(name)
                .append("</h1>");
        if (!subtitle.isEmpty()) {
            page.append("<p>").append(Html.text(SqlText.line(subtitle))).append("</p>");
        }
        return page.append("</header>\n")
                .append(content)
                .append("</main><script>")
                .append(script)
                .append("</script></body></html>\n")
                .toString();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String hash(String text) {
        try {
            byte[] sha = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(sha);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
