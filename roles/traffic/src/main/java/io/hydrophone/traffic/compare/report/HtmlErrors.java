package io.hydrophone.traffic.compare.report;

import io.hydrophone.digest.report.Html;
import io.hydrophone.digest.report.SqlText;
import io.hydrophone.digest.report.Units;
import io.hydrophone.traffic.compare.ComparisonReport;
import io.hydrophone.traffic.compare.ErrorChange;
import io.hydrophone.traffic.compare.StatementComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The errors of all statements, by their numbers on each side. */
final class HtmlErrors {
    private static final class Sum {
        private long source;
        private long target;
        private String message = "";
        private final List<Integer> ranks = new ArrayList<>();
    }

    private HtmlErrors() {}

    static void write(ComparisonReport report, StringBuilder out) {
        Map<Integer, Sum> sums = new TreeMap<>();
        List<StatementComparison> statements = report.statements();
        for (int i = 0; i < statements.size(); i++) {
            for (ErrorChange error : statements.get(i).errors()) {
                count(sums, error.source(), error.sourceCount(), 0, error, i + 1);
                count(sums, error.target(), 0, error.targetCount(), error, i + 1);
            }
        }
        if (sums.isEmpty()) {
            return;
        }
        out.append("<section class=\"card\"><h2>Errors by number</h2><div class=\"scroll\"><table><thead><tr>")
                .append("<th scope=\"col\">error</th><th scope=\"col\">source</th><th scope=\"col\">target</th>")
                .append(
                        "<th scope=\"col\" class=\"l\">statements</th><th scope=\"col\" class=\"l\">the server's words</th>")
                .append("</tr></thead><tbody>\n");
        sums.forEach((number, sum) -> row(number, sum, out));
        out.append("</tbody></table></div></section>\n");
    }

    private static void count(
            Map<Integer, Sum> sums, int number, long source, long target, ErrorChange error, int rank) {
        if (number == 0) {
            return;
        }
        Sum sum = sums.computeIfAbsent(number, any -> new Sum());
        sum.source += source;
        sum.target += target;
        boolean itsOwn = error.target() == number || error.target() == 0;
        sum.message = sum.message.isEmpty() && itsOwn ? error.message() : sum.message;
        if (!sum.ranks.contains(rank)) {
            sum.ranks.add(rank);
        }
    }

    private static void row(int number, Sum sum, StringBuilder out) {
        out.append("<tr><td>")
                .append(number)
                .append("</td><td>")
                .append(Units.count(sum.source))
                .append("</td><td class=\"")
                .append(sum.target > sum.source ? "bad" : "")
                .append("\">")
                .append(Units.count(sum.target))
                .append("</td><td class=\"l\">")
                .append(ranks(sum.ranks))
                .append("</td><td class=\"l words\">")
                .append(Html.text(SqlText.line(sum.message)))
                .append("</td></tr>\n");
    }

    private static String ranks(List<Integer> ranks) {
        StringBuilder text = new StringBuilder();
        for (int rank : ranks.subList(0, Math.min(ranks.size(), 6))) {
            text.append(text.isEmpty() ? "#" : ", #").append(rank);
        }
        return ranks.size() > 6 ? text + " and more" : text.toString();
    }
}
