package io.hydrophone.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Processes known by a variable of the environment that they were started with, which what they start inherits. */
public final class MarkedProcesses {
    private MarkedProcesses() {}

    /**
     * Those that run, but for this one.
     *
     * @param name of the variable; one that nobody else sets
     * @return none where the system does not show environments (it is Linux that does), or not to this user
     */
    public static List<ProcessHandle> with(String name, String value) {
        String entry = "\0" + name + "=" + value + "\0";
        List<ProcessHandle> found = new ArrayList<>();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                long id = Long.parseLong(process.getFileName().toString());
                if (id != ProcessHandle.current().pid() && environment(process).contains(entry)) {
                    ProcessHandle.of(id).ifPresent(found::add);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return found; // No such list on this system.
        }
        return found;
    }

    /** Each variable between two zero characters. */
    private static String environment(Path process) {
        try {
            return "\0" + new String(Files.readAllBytes(process.resolve("environ")), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return ""; // It has ended, or is none of ours.
        }
    }
}
