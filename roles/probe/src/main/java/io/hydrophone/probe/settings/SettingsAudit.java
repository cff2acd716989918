package io.hydrophone.probe.settings;

import io.hydrophone.probe.audit.AuditLine;
import io.hydrophone.probe.audit.AuditLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Notes changes of settings: a line for each that becomes another. */
final class SettingsAudit {
    private final AuditLog log;

    SettingsAudit(AuditLog log) {
        this.log = log;
    }

    /**
     * Notes all that a change changes.
     *
     * @param origin the node that was asked; null when it is this one
     * @throws io.hydrophone.core.ProblemException {@code no-audit}: then nothing may be changed
     */
    void note(GroupChange change, String origin, LiveSettings before, LiveSettings after) {
        List<AuditLine> lines = new ArrayList<>();
        add(lines, change, origin, SettingsChange.INTERVAL, millis(before.interval()), millis(after.interval()));
        add(lines, change, origin, SettingsChange.SLOW_THRESHOLD, slow(before), slow(after));
        add(lines, change, origin, SettingsChange.SAMPLE, text(before.sample()), text(after.sample()));
        if (!lines.isEmpty()) {
            log.add(lines);
        }
    }

    /** @param before null where it was unknown; and so {@code after} */
    private static void add(
            List<AuditLine> lines, GroupChange change, String origin, String what, String before, String after) {
        if (!Objects.equals(before, after)) {
            lines.add(new AuditLine(change.who(), what)
                    .with("origin", origin)
                    .with("before", before)
                    .with("after", after)
                    .with("persist", change.persist()));
        }
    }

    private static String millis(Duration time) {
        return time == null ? null : Long.toString(time.toMillis());
    }

    private static String slow(LiveSettings settings) {
        return settings.slowNanos() < 0 ? null : Long.toString(settings.slowNanos() / 1_000_000);
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }
}
