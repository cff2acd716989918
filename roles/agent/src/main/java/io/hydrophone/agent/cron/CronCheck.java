package io.hydrophone.agent.cron;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.Readings;
import io.hydrophone.core.Tags;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Counts how often each task of the crontabs was started: in the log as it is, and since the last run. */
final class CronCheck implements Check, CronLog.Starts {
    /** Of tasks that are in no crontab, no more are remembered. */
    private static final int MAX_TASKS = 10_000;

    private final Crontabs crontabs;
    private final CronLog log;
    private final Map<CronTask, Long> inLog = new HashMap<>();
    private final Map<CronTask, Long> since = new HashMap<>();
    private boolean isCaughtUp;

    CronCheck(Crontabs crontabs, CronLog log) {
        this.crontabs = crontabs;
        this.log = log;
    }

    @Override
    public void run(Readings out) throws IOException, InterruptedException {
        Set<CronTask> tasks = crontabs.read();
        boolean counts = isCaughtUp;
        isCaughtUp |= log.read(this);
        if (!isCaughtUp) {
            return;
        }
        // One name may stand for several tasks: the same command of two users, or twice in a day.
        Map<String, Long> totals = new HashMap<>();
        Map<String, Long> runs = new HashMap<>();
        for (CronTask task : tasks) {
            totals.merge(task.name(), inLog.getOrDefault(task, 0L), Long::sum);
            runs.merge(task.name(), since.getOrDefault(task, 0L), Long::sum);
        }
        totals.forEach(
                (name, total) -> out.gauge("system.crontab.count", total.doubleValue(), Tags.pair("task_name", name)));
        if (counts) {
            runs.forEach((name, count) ->
                    out.count("system.crontab.runs", count.doubleValue(), Tags.pair("task_name", name)));
        }
        since.clear();
    }

    @Override
    public void begin() {
        inLog.clear();
    }

    @Override
    public void started(CronTask task, boolean isInLog) {
        if (isInLog) {
            count(inLog, task);
        }
        count(since, task);
    }

    private static void count(Map<CronTask, Long> counts, CronTask task) {
        if (counts.size() < MAX_TASKS || counts.containsKey(task)) {
            counts.merge(task, 1L, Long::sum);
        }
    }

    @Override
    public void close() {
        log.close();
    }
}
