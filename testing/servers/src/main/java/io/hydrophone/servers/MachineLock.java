package io.hydrophone.servers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What one process of this user does at a time, as tests run in several processes. The lock is that of a file in the user's
 * cache, so it ends with its process at the latest.
 */
final class MachineLock implements AutoCloseable {
    private final FileChannel channel;

    private MachineLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits until other processes have left; threads of one process see to themselves. */
    static MachineLock take(String name) throws IOException {
        FileChannel channel = file(name);
        try {
            channel.lock();
            return new MachineLock(channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** The file behind a name, for locks of parts of it. */
    static FileChannel file(String name) throws IOException {
        Path file = Directories.cache().resolve(name + ".lock");
        Files.createDirectories(file.getParent());
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
