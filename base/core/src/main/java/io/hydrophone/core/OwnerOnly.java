package io.hydrophone.core;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and directories that are for their owner alone from the moment they are made, where the file system knows owners. */
public final class OwnerOnly {
    private OwnerOnly() {}

    /** Makes a file that is not there. */
    public static void createFile(Path file) throws IOException {
        Files.createFile(file, mode("rw-------"));
    }

    /** Makes a directory and those above it, where they are not there. */
    public static void createDirectories(Path directory) throws IOException {
        Files.createDirectories(directory, mode("rwx------"));
    }

    /** Whether the file system knows owners. */
    public static boolean isKnown() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    private static FileAttribute<?>[] mode(String mode) {
        return isKnown()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }
}
