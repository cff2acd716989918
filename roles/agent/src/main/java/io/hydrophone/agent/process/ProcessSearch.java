package io.hydrophone.agent.process;

import io.hydrophone.agent.host.Machine;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/**
 * Which processes are meant: those of some names, or one by its number, or by a file that holds it.
 *
 * @param strings of which one is in the command line, or is the name; {@code All} is in any
 * @param exact whether it has to be the whole name
 * @param pid −1 for none
 * @param pidFile null for none
 * @param user whose they have to be; empty for anybody's
 */
record ProcessSearch(List<String> strings, boolean exact, int pid, Path pidFile, String user) {
    private static final String ALL = "All";

    /** Whether they are named, and so may be any in the list of all processes. */
    boolean isByName() {
        return !strings.isEmpty();
    }

    /** Lists all processes, which costs some milliseconds for a hundred of them, or asks for the one. */
    List<OSProcess> run() {
        OperatingSystem system = Machine.system();
        if (isByName()) {
            return system.getProcesses(this::matches, null, 0);
        }
        OSProcess process = system.getProcess(pidFile == null ? pid : pidIn(pidFile));
        return process == null || !isUsers(process) ? List.of() : List.of(process);
    }

    private boolean matches(OSProcess process) {
        if (!isUsers(process)) {
            return false;
        }
        for (String string : strings) {
            boolean found = exact
                    ? process.getName().equals(string)
                    : process.getCommandLine().contains(string)
                            || process.getName().contains(string);
            if (found || string.equals(ALL)) {
                return true;
            }
        }
        return false;
    }

    private boolean isUsers(OSProcess process) {
        return user.isEmpty() || user.equals(process.getUser());
    }

    private static int pidIn(Path file) {
        String text;
        try {
            text = Files.readString(file).strip();
        } catch (IOException e) {
            throw new ProblemException(
                    "no-pid-file",
                    "it cannot be read: " + Reason.ofFile(e),
                    file.toString(),
                    "is its program started?");
        }
        if (!text.matches("[0-9]{1,9}")) {
            throw new ProblemException("no-pid-file", "it holds no number of a process", file.toString(), "");
        }
        return Integer.parseInt(text);
    }
}
