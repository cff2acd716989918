package io.hydrophone.agent.file;

import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * What is in a directory.
 *
 * @param number of files, directories and whatever else has a name
 * @param bytes of regular files; links are not followed
 */
record FileTotals(long number, long bytes) {
    /**
     * Counts.
     *
     * @param all also in all directories below
     * @param hidden also those whose names begin with a dot
     * @param most beyond which it is given up
     * @throws IOException when the directory, or one below it, cannot be read: then the number is not known
     * @throws ProblemException when there are more
     */
    static FileTotals of(Path directory, boolean all, boolean hidden, long most)
            throws IOException, InterruptedException {
        if (!Files.isDirectory(directory)) {
            throw Files.exists(directory)
                    ? new NotDirectoryException(directory.toString())
                    : new NoSuchFileException(directory.toString());
        }
        Counter counter = new Counter(directory, hidden, most);
        Files.walkFileTree(directory, Set.of(), all ? Integer.MAX_VALUE : 1, counter);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        return new FileTotals(counter.number, counter.bytes);
    }

    private static final class Counter extends SimpleFileVisitor<Path> {
        private final Path root;
        private final boolean hidden;
        private final long most;
        private long number;
        private long bytes;

        Counter(Path root, boolean hidden, long most) {
            this.root = root;
            this.hidden = hidden;
            this.most = most;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (directory.equals(root)) {
                return FileVisitResult.CONTINUE;
            }
            if (isLeftOut(directory)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            return count();
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (isLeftOut(file)) {
                return FileVisitResult.CONTINUE;
            }
            bytes += attributes.isRegularFile() ? attributes.size() : 0;
            return count();
        }

        /** What went since it was listed is not there; what may not be looked into makes the number unknown. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException && !file.equals(root)) {
                return FileVisitResult.CONTINUE;
            }
            throw failure instanceof AccessDeniedException && !file.equals(root)
                    ? new IOException("permission denied to " + file)
                    : failure;
        }

        private boolean isLeftOut(Path file) {
            return !hidden && file.getFileName().toString().startsWith(".");
        }

        private FileVisitResult count() {
            if (++number > most) {
                throw new ProblemException(
                        "too-many-files",
                        "there are more than " + most,
                        root.toString(),
                        "allow more by max_files, at the price of time, or count without all");
            }
            return Thread.currentThread().isInterrupted() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }
    }
}
