package io.hydrophone.digest.report;

import io.hydrophone.wire.EncryptedSessions;
import java.util.List;

/** Who was not heard because of encryption: a table of the page. */
final class HtmlEncrypted {
    private static final int MOST = 50;

    private HtmlEncrypted() {}

    static void write(EncryptedSessions encrypted, StringBuilder out) {
        List<EncryptedSessions.Line> all = encrypted.lines();
        if (all.isEmpty()) {
            return;
        }
        out.append("<section class=\"card\"><h2>Encrypted sessions, not heard <small>")
                .append(Html.text(Diagnosis.ENCRYPTED))
                .append("</small></h2><div class=\"scroll\"><table><thead><tr>")
                .append("<th scope=\"col\" class=\"l\">client</th><th scope=\"col\" class=\"l\">server</th>")
                .append(
                        "<th scope=\"col\" class=\"l\">version</th><th scope=\"col\">sessions</th></tr></thead><tbody>\n");
        for (EncryptedSessions.Line line : all.subList(0, Math.min(MOST, all.size()))) {
            out.append("<tr><td class=\"l\">")
                    .append(Html.text(line.client()))
                    .append("</td><td class=\"l\">")
                    .append(Html.text(line.server()))
                    .append("</td><td class=\"l\">")
                    .append(Html.text(line.serverVersion()))
                    .append("</td><td>")
                    .append(Units.count(line.sessions()))
                    .append("</td></tr>\n");
        }
        out.append("</tbody></table></div></section>\n");
    }
}
