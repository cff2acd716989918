package io.hydrophone.traffic.recording;

import io.hydrophone.core.DirectoryLock;
import io.hydrophone.core.OwnerOnly;
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

/** The directory of a recording, held by one writer at a time; readers need not ask. */
final class RecordingDirectory implements Closeable {
    private static final Pattern FILE = Pattern.compile("([0-9]{6,9})\\.hrec");

    private final Path path;
    private final DirectoryLock lock;

    private RecordingDirectory(Path path, DirectoryLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /** @throws IOException when it cannot be made or written; a problem when another process holds it */
    static RecordingDirectory hold(Path path) throws IOException {
        OwnerOnly.createDirectories(path);
        DirectoryLock lock = DirectoryLock.take(path);
        if (lock == null) {
            throw RecordingProblems.inUse(path);
        }
        return new RecordingDirectory(path, lock);
    }

    Path path() {
        return path;
    }

    Path file(int number) {
        return path.resolve("%06d.hrec".formatted(number));
    }

    /** One more than that of the last file, however whole that is. */
    int nextNumber() throws IOException {
        NavigableMap<Integer, Path> files = files(path);
        return files.isEmpty() ? 1 : files.lastKey() + 1;
    }

    /** All files that are named like those of a recording, by their number. */
    static NavigableMap<Integer, Path> files(Path path) throws IOException {
        NavigableMap<Integer, Path> found = new TreeMap<>();
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Matcher name = FILE.matcher(file.getFileName().toString());
                if (name.matches()) {
                    found.put(Integer.parseInt(name.group(1)), file);
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

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
