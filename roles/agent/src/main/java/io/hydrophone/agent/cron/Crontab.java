package io.hydrophone.agent.cron;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A crontab (man 5 crontab): five fields or {@code @daily} and the like, in those of the system a user, and the command up to
 * the first {@code %} without a backslash, behind which its input stands.
 */
final class Crontab {
    private static final Pattern VARIABLE = Pattern.compile("\\s*(?:\"[^\"]*\"|'[^']*'|[A-Za-z_][A-Za-z0-9_]*)\\s*=.*");
    private static final Pattern WHEN =
            Pattern.compile("\\s*(?:@[a-z]+|(?:[0-9*][^\\s]*\\s+){2}[^\\s]+\\s+[^\\s]+\\s+[^\\s]+)\\s+(.+)");
    private static final int MAX_LINE = 8192;

    private Crontab() {}

    /**
     * The tasks of a file.
     *
     * @param owner whose file it is; null for one of the system, in which each line says whose it is
     */
    static List<CronTask> parse(String text, String owner) {
        List<CronTask> tasks = new ArrayList<>();
        text.lines().forEach(line -> {
            if (line.length() > MAX_LINE
                    || line.strip().startsWith("#")
                    || VARIABLE.matcher(line).matches()) {
                return;
            }
            Matcher matcher = WHEN.matcher(line);
            if (matcher.matches()) {
                add(matcher.group(1).strip(), owner, tasks);
            }
        });
        return tasks;
    }

    private static void add(String rest, String owner, List<CronTask> tasks) {
        String user = owner;
        String command = rest;
        if (owner == null) {
            String[] words = rest.split("\\s+", 2);
            if (words.length < 2) {
                return;
            }
            user = words[0];
            command = words[1];
        }
        CronTask task = new CronTask(user, beforeInput(command));
        if (!task.command().isEmpty()) {
            tasks.add(task);
        }
    }

    private static String beforeInput(String command) {
        StringBuilder before = new StringBuilder();
        for (int i = 0; i < command.length(); i++) {
            char c = command.charAt(i);
            if (c == '%') {
                break;
            }
            if (c == '\\' && i + 1 < command.length() && command.charAt(i + 1) == '%') {
                i++;
                c = '%';
            }
            before.append(c);
        }
        return before.toString();
    }
}
