package io.hydrophone.upkeep.server;

import io.hydrophone.config.ConfigurationProblems;
import io.hydrophone.core.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.function.Consumer;

/** {@code rollout.yaml}, read when it changed. A file with mistakes changes nothing: what was in effect stays so. */
final class RolloutFile {
    private final Path file;
    private final Consumer<Problem> problems;
    private FileTime read;
    private Rollout rollout = Rollout.NEWEST;

    /**
     * Reads it.
     *
     * @throws ConfigurationProblems when it has mistakes to begin with
     */
    RolloutFile(Path directory, Consumer<Problem> problems) {
        this.file = directory.resolve("rollout.yaml");
        this.problems = problems;
        read = modified();
        if (read != null) {
            rollout = Rollout.read(file);
        }
    }

    synchronized Rollout current() {
        FileTime modified = modified();
        if (modified == null) {
            rollout = Rollout.NEWEST;
        } else if (!modified.equals(read)) {
            try {
                rollout = Rollout.read(file);
            } catch (ConfigurationProblems e) {
                e.problems().forEach(problems);
            }
        }
        read = modified;
        return rollout;
    }

    private FileTime modified() {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return null;
        }
    }
}
