package io.hydrophone.queue;

import io.hydrophone.core.DirectoryLock;
import io.hydrophone.core.OwnerOnly;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The directory of a queue, held by one process at a time. A new one is for its owner alone. */
final class Directory implements Closeable {
    private static final Pattern SEGMENT = Pattern.compile("([0-9]{19})\\.segment");

    private final Path path;
    private final DirectoryLock lock;

    private Directory(Path path, DirectoryLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /** @throws ProblemException when it cannot be made or written, or another queue holds it */
    static Directory hold(Path path) {
        try {
            OwnerOnly.createDirectories(path);
            DirectoryLock lock = DirectoryLock.take(path);
            if (lock == null) {
                throw new ProblemException(
                        "queue-in-use",
                        "another process uses this queue",
                        path.toString(),
                        "end that process, or give this one a directory of its own");
            }
            return new Directory(path, lock);
        } catch (IOException e) {
            Problem problem = new Problem(
                    "queue-not-writable",
                    "the queue's directory cannot be made or written (" + Reason.ofFile(e) + ")",
                    path.toString(),
                    "look at its rights and whether its file system is mounted read-only, or name another directory");
            throw new ProblemException(problem, e);
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    Path positionFile() {
        return path.resolve("position");
    }

    Path segment(long firstSequence) {
        return path.resolve("%019d.segment".formatted(firstSequence));
    }

    /** All files that are named like segments, by their first sequence. */
    NavigableMap<Long, Path> segments() throws IOException {
        NavigableMap<Long, Path> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Matcher name = SEGMENT.matcher(file.getFileName().toString());
                // Nineteen digits may still be more than a long.
                if (name.matches() && name.group(1).compareTo(String.valueOf(Long.MAX_VALUE)) < 0) {
                    found.put(Long.parseLong(name.group(1)), file);
                }
            }
        }
        return found;
    }

    /** Names of files that were made are on the disk when this returns. */
    void sync() throws IOException {
        try (FileChannel directory = FileChannel.open(path)) {
            directory.force(true);
        }
    }

    /** Lets another process have it. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
