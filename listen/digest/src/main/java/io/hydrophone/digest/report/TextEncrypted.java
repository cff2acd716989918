package io.hydrophone.digest.report;

import io.hydrophone.wire.EncryptedSessions;
import java.util.List;

/** Who was not heard because of encryption, and what to do about it. */
final class TextEncrypted {
    private static final int MOST = 10;

    private final List<EncryptedSessions.Line> all;
    private final Styles styles;
    private final StringBuilder out;

    TextEncrypted(Report report, Styles styles, StringBuilder out) {
        all = report.heard().encrypted().lines();
        this.styles = styles;
        this.out = out;
    }

    void render() {
        if (all.isEmpty()) {
            return;
        }
        TextColumns columns = new TextColumns("lrll");
        columns.row("encrypted, not heard", "sessions", "server", "version");
        for (EncryptedSessions.Line line : all.subList(0, Math.min(MOST, all.size()))) {
            columns.row(
                    SqlText.line(line.client()),
                    Units.count(line.sessions()),
                    line.server(),
                    SqlText.line(line.serverVersion()));
        }
        List<String> lines = columns.lines();
        out.append(styles.strong(lines.get(0))).append('\n');
        for (String line : lines.subList(1, lines.size())) {
            out.append(line).append('\n');
        }
        if (all.size() > MOST) {
            out.append(styles.faint("   … and " + Units.count(all.size() - MOST) + " more (--format json has all)"))
                    .append('\n');
        }
        out.append(styles.faint("   " + Diagnosis.ENCRYPTED)).append("\n\n");
    }
}
