package io.hydrophone.agent.cron;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.CheckKind;
import io.hydrophone.config.Section;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How often the tasks of cron ran, by cron's own log. */
public final class CronRuns implements CheckKind {
    private static final List<String> OF_SYSTEM = List.of("/etc/crontab", "/etc/cron.d");
    private static final List<String> OF_USERS = List.of("/var/spool/cron/crontabs", "/var/spool/cron");

    @Override
    public String name() {
        return "crontab";
    }

    @Override
    public Duration pace() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Check read(Section init, Section instance) {
        List<Path> ofSystem = instance.list("system_crontabs", instance::path, paths(OF_SYSTEM));
        List<Path> ofUsers = instance.list("user_crontabs", instance::path, paths(OF_USERS));
        return new CronCheck(new Crontabs(ofSystem, ofUsers), CronLog.of(instance.file("log", null)));
    }

    private static List<Path> paths(List<String> texts) {
        return texts.stream().map(Path::of).toList();
    }
}
