package io.hydrophone.agent.cron;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Where the crontabs of this machine are.
 *
 * @param ofSystem files and directories of files whose lines name a user
 * @param ofUsers directories of files that are named after their users
 */
record Crontabs(List<Path> ofSystem, List<Path> ofUsers) {
    private static final long MAX_BYTES = 1 << 20;

    /**
     * All tasks, read anew; what is not there has none.
     *
     * @throws ProblemException when one cannot be read, so that tasks would be missed
     */
    Set<CronTask> read() {
        Set<CronTask> tasks = new LinkedHashSet<>();
        for (Path path : ofSystem) {
            if (Files.isDirectory(path)) {
                files(path).forEach(file -> tasks.addAll(read(file, null)));
            } else if (Files.exists(path)) {
                tasks.addAll(read(path, null));
            }
        }
        for (Path path : ofUsers) {
            if (Files.isDirectory(path)) {
                files(path)
                        .forEach(file ->
                                tasks.addAll(read(file, file.getFileName().toString())));
            }
        }
        return tasks;
    }

    /** Without those that cron passes over: hidden ones, and what an editor or a package left behind. */
    private static List<Path> files(Path directory) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, Crontabs::isRead)) {
            List<Path> files = new ArrayList<>();
            entries.forEach(files::add);
            return files;
        } catch (IOException e) {
            throw unreadable(directory, e);
        }
    }

    private static boolean isRead(Path file) {
        return file.getFileName().toString().matches("[A-Za-z0-9_][A-Za-z0-9_.-]*")
                && !file.getFileName().toString().contains(".dpkg-")
                && Files.isRegularFile(file);
    }

    private static List<CronTask> read(Path file, String owner) {
        try {
            return Files.size(file) > MAX_BYTES
                    ? List.of()
                    : Crontab.parse(Files.readString(file, StandardCharsets.ISO_8859_1), owner);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static ProblemException unreadable(Path path, IOException e) {
        return new ProblemException(
                new Problem(
                        "no-crontab",
                        "the crontab cannot be read: " + Reason.ofFile(e),
                        path.toString(),
                        "run the agent as root, or name others by system_crontabs and user_crontabs"),
                e);
    }
}
