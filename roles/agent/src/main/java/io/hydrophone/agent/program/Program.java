package io.hydrophone.agent.program;

import io.hydrophone.agent.program.ProgramResult.End;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A command that is run under limits. It sees nothing of the agent's environment, in which there may be secrets, and has
 * no input. Whatever it leaves running when it ends is killed with it.
 *
 * <p>On Unix it leads a session of its own ({@code setsid}); on Linux the limit on memory is that of the kernel
 * ({@code RLIMIT_AS}), and another user's program is run by {@code setpriv}. Elsewhere there is neither.
 *
 * @param command found on the path of the system
 * @param directory in which it runs
 */
public record Program(List<String> command, Path directory, ProgramLimits limits) {
    private static final boolean IS_WINDOWS = File.separatorChar == '\\';
    private static final boolean IS_LINUX = System.getProperty("os.name").equals("Linux");
    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    static final String MARK = "HYDROPHONE_RUN";

    /** For what is left in a pipe when all who could write to it were killed. */
    private static final Duration PIPE_PATIENCE = Duration.ofSeconds(1);

    /** A line as people write it into a shell. */
    public static List<String> shell(String line) {
        return IS_WINDOWS ? List.of("cmd.exe", "/c", line) : List.of("/bin/sh", "-c", line);
    }

    /** Whether a tool is on the path of the system. */
    public static boolean isInstalled(String tool) {
        return Arrays.stream(PATH.split(":", -1)).anyMatch(directory -> Files.isExecutable(Path.of(directory, tool)));
    }

    /**
     * Runs it to its end.
     *
     * @throws IOException when it cannot be started
     * @throws InterruptedException when the thread was interrupted; then it was killed
     * @throws io.hydrophone.core.ProblemException when it cannot run as that user
     */
    public ProgramResult run() throws IOException, InterruptedException {
        boolean isGroup = !IS_WINDOWS && isInstalled("setsid");
        String run = UUID.randomUUID().toString();
        Process process = start(isGroup, run);
        ProcessGroup group = new ProcessGroup(process, isGroup, run);
        boolean isOver = false;
        try {
            process.getOutputStream().close();
            BoundedOutput output = BoundedOutput.of(process.getInputStream(), limits.outputBytes(), group::kill);
            BoundedOutput errors = BoundedOutput.of(process.getErrorStream(), limits.outputBytes(), group::kill);
            boolean ended = process.waitFor(limits.time().toNanos(), TimeUnit.NANOSECONDS);
            boolean tooMuch = output.isTooMuch() || errors.isTooMuch();
            group.kill();
            isOver = output.join(PIPE_PATIENCE) && errors.join(PIPE_PATIENCE) && ended && !tooMuch;
            End end = tooMuch || output.isTooMuch() || errors.isTooMuch()
                    ? End.TOO_MUCH_OUTPUT
                    : ended ? End.EXITED : End.TOO_SLOW;
            return new ProgramResult(end, end == End.EXITED ? process.waitFor() : -1, output.text(), errors.text());
        } finally {
            if (!isOver) {
                group.killEscaped();
            }
        }
    }

    private Process start(boolean isGroup, String run) throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>();
        if (isGroup) {
            whole.add("setsid");
        }
        if (limits.memoryBytes() > 0 && IS_LINUX) {
            String kibibytes = Long.toString(Math.max(1, limits.memoryBytes() >> 10));
            whole.addAll(
                    List.of("/bin/sh", "-c", "ulimit -c 0; ulimit -v \"$1\" && shift && exec \"$@\"", "sh", kibibytes));
        }
        if (!limits.user().isEmpty() && !limits.user().equals(Account.OWN)) {
            whole.addAll(Account.of(limits.user()).prefix());
        }
        whole.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(whole).directory(directory.toFile());
        Map<String, String> environment = builder.environment();
        if (!IS_WINDOWS) { // where nothing runs without some of it
            environment.clear();
            environment.put("PATH", PATH);
            environment.put("LANG", "C.UTF-8");
            environment.put("HOME", "/");
        }
        environment.put(MARK, run);
        return builder.start();
    }
}
