package io.hydrophone.topology.report;

import io.hydrophone.core.Foreign;
import io.hydrophone.topology.diagnosis.Advice;
import io.hydrophone.topology.diagnosis.Evidence;
import io.hydrophone.topology.diagnosis.Finding;
import io.hydrophone.topology.diagnosis.Severity;
import io.hydrophone.topology.report.Lines.Cell;
import java.util.List;
import java.util.stream.Collectors;

/** Findings below their cluster: each with its evidence in a line, then what may be done, ready to be copied. */
final class FindingLines {
    private static final int MAX_EVIDENCE = 400;
    private static final String INDENT = "    ";

    private final List<Finding> findings;
    private final Lines lines;

    /**
     * Those of one cluster.
     *
     * @param lines to which they are added
     */
    FindingLines(List<Finding> findings, Lines lines) {
        this.findings = findings;
        this.lines = lines;
    }

    void add() {
        List<Finding.Named> explained =
                findings.stream().flatMap(each -> each.explains().stream()).toList();
        for (Finding finding : findings) {
            if (!explained.contains(finding.named())) {
                add(finding);
            }
        }
    }

    private void add(Finding finding) {
        lines.add(new Cell(
                finding.severity().label() + "  " + finding.code().label() + "  " + finding.instance() + "  "
                        + Foreign.text(evidence(finding), MAX_EVIDENCE),
                colour(finding.severity())));
        if (!finding.explains().isEmpty()) {
            lines.add(new Cell(INDENT + "explains " + explained(finding), Colour.FAINT));
        }
        finding.advice().forEach(this::add);
    }

    private static String evidence(Finding finding) {
        return finding.evidence().stream().map(FindingLines::words).collect(Collectors.joining("; "));
    }

    private static String words(Evidence evidence) {
        return (evidence.by() == null ? "" : evidence.by() + ": ") + evidence.says();
    }

    private static String explained(Finding finding) {
        return finding.explains().stream()
                .map(each -> each.code().label() + " " + each.instance())
                .collect(Collectors.joining(", "));
    }

    /** What is no line of its language is a comment of it. */
    private void add(Advice advice) {
        boolean isSql = advice.language() == Advice.Language.SQL;
        lines.add(Cell.plain(INDENT + (isSql ? "-- on " : "# on ") + advice.on() + ": " + advice.why()));
        advice.lines().forEach(line -> lines.add(Cell.plain(INDENT + line + (isSql ? ";" : ""))));
    }

    static Colour colour(Severity severity) {
        return switch (severity) {
            case CRITICAL -> Colour.RED;
            case WARNING -> Colour.YELLOW;
            case NOTICE -> Colour.FAINT;
        };
    }
}
