package io.hydrophone.core;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A directory that one owner holds at a time, of this process or another, by its file {@code lock}; a process that dies lets go of it. */
public final class DirectoryLock implements Closeable {
    private final FileChannel file;

    private DirectoryLock(FileChannel file) {
        this.file = file;
    }

    /**
     * Takes it.
     *
     * @return null when another owner has it
     * @throws IOException when the directory cannot be written
     */
    public static DirectoryLock take(Path directory) throws IOException {
        FileChannel file =
                FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (isLocked(file)) {
            return new DirectoryLock(file);
        }
        file.close();
        return null;
    }

    private static boolean isLocked(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // Another owner in this process has it.
        }
    }

    /** Lets another have it. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
