package io.hydrophone.agent.process;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.CheckKind;
import io.hydrophone.config.Section;
import io.hydrophone.core.Tags;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Processes of a name, together, under the names and keys of dd-agent's {@code process}. */
public final class Processes implements CheckKind {
    @Override
    public String name() {
        return "process";
    }

    @Override
    public Check read(Section init, Section instance) {
        String name = instance.text("name", "");
        if (name.isBlank()) {
            instance.miss("name", "give the processes a name, for the tag process_name");
        }
        List<String> strings = instance.list("search_string", text -> text, List.of());
        int pid = instance.integer("pid", -1, 1, Integer.MAX_VALUE);
        Path pidFile = instance.file("pid_file", null);
        int ways = (strings.isEmpty() ? 0 : 1) + (pid < 0 ? 0 : 1) + (pidFile == null ? 0 : 1);
        if (ways != 1) {
            instance.miss("search_string", "give one of search_string, pid and pid_file");
        }
        ProcessSearch search =
                new ProcessSearch(strings, instance.flag("exact_match", true), pid, pidFile, instance.text("user", ""));
        Duration patience =
                instance.seconds("pid_cache_duration", Duration.ofMinutes(2), Duration.ZERO, Duration.ofDays(1));
        Section thresholds = instance.section("thresholds");
        ExpectedCount expected = ExpectedCount.read(thresholds);
        return new ProcessReadings(new ProcessSet(search, patience), expected, name, Tags.pair("process_name", name));
    }
}
