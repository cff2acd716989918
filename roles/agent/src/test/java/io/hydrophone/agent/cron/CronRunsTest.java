package io.hydrophone.agent.cron;

import static org.assertj.core.api.Assertions.assertThat;

import io.hydrophone.agent.check.LiveCheck;
import io.hydrophone.agent.check.LiveCheck.Measured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as cron and syslog of Debian 12 and CentOS 7 write them; no cron runs here. */
class CronRunsTest {
    private static final String LINES = """
            Nov 22 11:17:01 web CRON[811]: (root) CMD (   cd / && run-parts --report /etc/cron.hourly)
            Nov 22 11:17:01 web CRON[812]: pam_unix(cron:session): session closed for user root
            Nov 22 11:20:01 web CROND[813]: (shop) CMD (/opt/shop/close.sh --all (now))
            """;

    @TempDir
    private Path directory;

    @Test
    void runsAreCountedByTheLog() throws Exception {
        Path log = Files.writeString(directory.resolve("cron"), LINES);
        Path system = Files.createDirectories(directory.resolve("cron.d"));
        Files.writeString(system.resolve("hourly"), """
                SHELL=/bin/sh
                # m h dom mon dow user command
                17 *\t* * *\troot\tcd / && run-parts --report /etc/cron.hourly
                30 3 * * 0 root test -e /run/systemd/system || /usr/lib/e2scrub
                """);
        Files.writeString(system.resolve("package.dpkg-dist"), "* * * * * root never\n");
        Path users = Files.createDirectories(directory.resolve("crontabs"));
        Files.writeString(
                users.resolve("shop"),
                "*/20 * * * * /opt/shop/close.sh --all (now)%input\n@reboot /opt/shop/start.sh\n");
        try (LiveCheck check = LiveCheck.of(
                new CronRuns(),
                directory,
                "log: " + log,
                "system_crontabs: [" + system + "]",
                "user_crontabs: [" + users + ", /nowhere]")) {
            assertThat(measure(check))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "system.crontab.count{task_name:cd / && run-parts --report /etc/cron.hourly}", 1.0,
                            "system.crontab.count{task_name:test -e /run/systemd/system || /usr/lib/e2scrub}", 0.0,
                            "system.crontab.count{task_name:/opt/shop/close.sh --all (now)}", 1.0,
                            "system.crontab.count{task_name:/opt/shop/start.sh}", 0.0));
            Files.writeString(log, LINES, StandardOpenOption.APPEND);
            assertThat(measure(check))
                    .containsEntry("system.crontab.count{task_name:/opt/shop/close.sh --all (now)}", 2.0)
                    .containsEntry("system.crontab.runs{task_name:/opt/shop/close.sh --all (now)}", 1.0)
                    .containsEntry("system.crontab.runs{task_name:/opt/shop/start.sh}", 0.0);
        }
    }

    @Test
    void theInputOfACommandIsNoPartOfIt() {
        assertThat(Crontab.parse("@daily  root date +\\%F%line one%line two", null))
                .containsExactly(new CronTask("root", "date +%F"));
        assertThat(Crontab.parse("0 0 1 jan-mar mon mail me", "shop")).containsExactly(new CronTask("shop", "mail me"));
    }

    @Test
    void busyBoxIsUnderstood() {
        assertThat(CronLogLine.parse(
                        "Jan  1 00:01:00 box cron.info crond[9]: USER root pid  77 cmd run-parts /etc/periodic/15min"))
                .isEqualTo(new CronTask("root", "run-parts /etc/periodic/15min"));
    }

    private static Map<String, Double> measure(LiveCheck check) throws InterruptedException {
        Measured measured = check.run();
        assertThat(measured.problem()).isNull();
        return measured.values();
    }
}
