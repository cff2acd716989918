package io.hydrophone.probe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/** A file of lines that only its owner reads. */
public final class PrivateFile {
    private PrivateFile() {}

    /** Adds bytes at the end; the file is made with the first. */
    public static void append(Path file, byte[] bytes) throws IOException {
        Path absolute = file.toAbsolutePath();
        Files.createDirectories(absolute.getParent());
        if (Files.notExists(absolute)) {
            Files.createFile(
                    absolute, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.write(absolute, bytes, StandardOpenOption.APPEND);
    }
}
