package io.hydrophone.app.agent;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Remembers a process by its id and when it started: an id alone may be another process's by now.
 */
final class ProcessFile {
    private final Path file;

    ProcessFile(Path file) {
        this.file = file;
    }

    void write(ProcessHandle process) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, process.pid() + " " + started(process) + "\n");
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem("no-process-file", Reason.ofFile(e), file.toString(), "give another --state"), e);
        }
    }

    /** The process, if it still runs. */
    Optional<ProcessHandle> running() {
        try {
            String[] words = Files.readString(file).strip().split(" ", 2);
            return ProcessHandle.of(Long.parseLong(words[0]))
                    .filter(ProcessHandle::isAlive)
                    .filter(process -> words.length == 2 && started(process).equals(words[1]));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // What it says is checked whenever it is read.
        }
    }

    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("?");
    }
}
