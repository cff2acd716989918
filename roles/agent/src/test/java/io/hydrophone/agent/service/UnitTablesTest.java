package io.hydrophone.agent.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What systemctl of systemd 252 printed on Debian 12, shortened. */
class UnitTablesTest {
    @Test
    void onlyOneThatRunsRuns() {
        String text = """
                cron.service                 loaded    active   running Regular background program processing daemon
                ● mysql.service              loaded    failed   failed  MySQL Community Server
                e2scrub_reap.service         loaded    active   exited  Remove Stale Online ext4 Metadata Check Snapshots
                  plymouth-start.service     not-found inactive dead    plymouth-start.service
                getty@tty1.service           loaded    active   running Getty on tty1
                dev-sda.device               loaded    active   plugged disk
                """;
        assertThat(UnitTables.units(text))
                .containsOnlyKeys("cron", "mysql", "e2scrub_reap", "plymouth-start", "getty@tty1")
                .allSatisfy((name, state) ->
                        assertThat(state.runs()).isEqualTo(name.equals("cron") || name.equals("getty@tty1")));
    }

    @Test
    void templatesAndOtherNamesAreNoServices() {
        String text = """
                cron.service      enabled  enabled
                getty@.service    enabled  enabled
                sshd.service      alias    -
                ssh.service       disabled enabled
                """;
        assertThat(UnitTables.files(text)).containsExactly("cron", "ssh");
    }

    @Test
    void statesComeInTheOrderOfTheQuestion() {
        String text = """
                LoadState=loaded
                ActiveState=active
                SubState=running

                LoadState=not-found
                ActiveState=inactive
                SubState=dead
                """;
        assertThat(UnitTables.blocks(text))
                .containsExactly(
                        new UnitState("loaded", "active", "running"), new UnitState("not-found", "inactive", "dead"));
        assertThat(UnitTables.blocks(text).getLast().text()).isEqualTo("not-found");
    }
}
