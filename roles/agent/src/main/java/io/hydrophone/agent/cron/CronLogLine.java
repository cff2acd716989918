package io.hydrophone.agent.cron;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What cron logs when it starts a task: {@code … CRON[123]: (root) CMD (command)} of Vixie cron and cronie, in a file
 * or by journalctl; {@code crond: USER root pid 9 cmd command} of BusyBox.
 */
final class CronLogLine {
    private static final Pattern VIXIE = Pattern.compile("\\(([^()\\s]{1,64})\\) CMD \\((.*)\\)\\s*$");
    private static final Pattern BUSYBOX = Pattern.compile("USER (\\S{1,64}) pid\\s+[0-9]+ cmd (.*)$");
    private static final int MAX_LINE = 8192;

    private CronLogLine() {}

    /** The task that was started, or null for any other line. */
    static CronTask parse(String line) {
        if (line.length() > MAX_LINE) {
            return null;
        }
        for (Pattern pattern : new Pattern[] {VIXIE, BUSYBOX}) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return new CronTask(matcher.group(1), matcher.group(2));
            }
        }
        return null;
    }
}
