package io.hydrophone.agent.forward;

import io.hydrophone.agent.batch.Lane;
import io.hydrophone.core.OwnerOnly;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A sink's directory: a directory for each chapter, and the count of what was given up. */
final class Chapters {
    private static final Pattern NAME = Pattern.compile("([0-9]{12})-(urgent|samples)");

    private final Path directory;
    private final QueueLimits limits;
    private final Consumer<Problem> told;
    private long last;

    private Chapters(Path directory, QueueLimits limits, Consumer<Problem> told) {
        this.directory = directory;
        this.limits = limits;
        this.told = told;
    }

    /** @throws ProblemException when it cannot be made or read */
    static Chapters open(Path directory, QueueLimits limits, Consumer<Problem> told) {
        try {
            OwnerOnly.createDirectories(directory);
            return new Chapters(directory, limits, told);
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    DropLedger ledger() {
        return DropLedger.open(directory.resolve("dropped"), told);
    }

    /** What processes before this one left, oldest first. One that cannot be read is told and left as it is. */
    List<Chapter> found(DropLedger ledger) {
        List<Chapter> found = new ArrayList<>();
        try {
            for (Path path : sorted()) {
                String name = path.getFileName().toString();
                Matcher parts = NAME.matcher(name);
                if (name.endsWith(DiskChapter.GONE)) {
                    DiskChapter.deleteTree(path);
                } else if (parts.matches()) {
                    last = Math.max(last, Long.parseLong(parts.group(1)));
                    open(found, ledger, path, parts);
                }
            }
        } catch (IOException e) {
            throw unusable(directory, e);
        }
        return found;
    }

    private void open(List<Chapter> into, DropLedger ledger, Path path, Matcher parts) {
        try {
            long number = Long.parseLong(parts.group(1));
            Lane lane = Lane.valueOf(parts.group(2).toUpperCase(Locale.ROOT));
            DiskChapter chapter = DiskChapter.found(number, lane, path, limits.chapter(), told);
            if (chapter.isDone() || ledger.hasCounted(number)) {
                chapter.delete();
            } else {
                into.add(chapter);
            }
        } catch (ProblemException e) {
            told.accept(e.problem());
        }
    }

    /** @throws ProblemException when the disk does not take it */
    DiskChapter begin(long number, Lane lane) {
        String name = "%012d-%s".formatted(number, lane.name().toLowerCase(Locale.ROOT));
        return DiskChapter.begin(number, lane, directory.resolve(name), limits.chapter(), told);
    }

    /** The highest number that was found. */
    long last() {
        return last;
    }

    private List<Path> sorted() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static ProblemException unusable(Path path, IOException cause) {
        return new ProblemException(
                new Problem(
                        "queue-not-writable",
                        "the queue of a sink cannot be made or read (" + Reason.ofFile(cause) + ")",
                        path.toString(),
                        "look at its rights and whether its file system is mounted read-only, or name another directory"),
                cause);
    }
}
