package io.hydrophone.agent.cron;

import io.hydrophone.agent.host.Machine;
import io.hydrophone.agent.program.Program;
import io.hydrophone.agent.program.ProgramLimits;
import io.hydrophone.agent.program.ProgramResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** systemd's journal, asked by {@code journalctl} for what came behind a cursor; what is older than the agent is left out. */
final class CronJournal implements CronLog {
    private static final String TOOL = "journalctl";
    private static final String CURSOR = "-- cursor: ";
    private static final List<String> QUESTION = List.of(
            TOOL,
            "--quiet",
            "--no-pager",
            "--output=cat",
            "--show-cursor",
            "--identifier=CRON",
            "--identifier=CROND",
            "--identifier=crond");

    private String cursor;

    @Override
    public boolean read(Starts starts) throws IOException, InterruptedException {
        if (!Program.isInstalled(TOOL)) {
            throw Machine.without("a log of cron");
        }
        List<String> command = new ArrayList<>(QUESTION);
        if (cursor == null) {
            starts.begin();
            command.add("--lines=0");
        } else {
            command.add("--after-cursor=" + cursor);
        }
        ProgramResult result = new Program(command, Path.of("/"), ProgramLimits.OF_TOOLS).run();
        result.expectSuccess(TOOL, ProgramLimits.OF_TOOLS);
        take(result.output(), starts);
        return true;
    }

    /** Messages, a line each, and at the end the cursor, if there was any message ever. */
    private void take(String output, Starts starts) {
        output.lines().forEach(line -> {
            if (line.startsWith(CURSOR)) {
                cursor = line.substring(CURSOR.length()).strip();
                return;
            }
            CronTask task = CronLogLine.parse(line);
            if (task != null) {
                starts.started(task, true);
            }
        });
    }

    @Override
    public void close() {}
}
