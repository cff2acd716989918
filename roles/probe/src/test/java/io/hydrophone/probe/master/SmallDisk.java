package io.hydrophone.probe.master;

import io.hydrophone.servers.Tool;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory on a file system of its own, in memory, that can be filled to the last byte. Needs root. */
final class SmallDisk implements AutoCloseable {
    private final Path directory;

    SmallDisk(Path directory, int mebibytes) throws IOException {
        this.directory = Files.createDirectories(directory);
        Tool.of("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", directory.toString())
                .output();
    }

    private Path ballast() {
        return directory.resolve("ballast");
    }

    /** Takes all room. */
    void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast())) {
            byte[] block = new byte[4 << 10];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw e;
            }
        }
    }

    /** Gives it back. */
    void free() throws IOException {
        Files.deleteIfExists(ballast());
    }

    @Override
    public void close() {
        Tool.of("umount", "--lazy", directory.toString()).output();
    }
}
