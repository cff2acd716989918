package io.hydrophone.probe.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrophone.core.OwnerOnly;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;

/**
 * Who changed what on this node: a JSON object a line, appended to a file that others cannot read, or told at once. For any
 * thread.
 */
public final class AuditLog {
    /** Null where lines are told. */
    private final Path file;

    private final Consumer<String> told;

    /** @param file made with the first line */
    public AuditLog(Path file) {
        this.file = file.toAbsolutePath();
        this.told = null;
    }

    public AuditLog(Consumer<String> told) {
        this.file = null;
        this.told = told;
    }

    /**
     * Adds lines, all of them together.
     *
     * @throws ProblemException {@code no-audit} when they cannot be written
     */
    public synchronized void add(List<AuditLine> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        lines.forEach(line -> bytes.writeBytes(line.bytes()));
        if (file == null) {
            bytes.toString(UTF_8).lines().forEach(told);
            return;
        }
        try {
            append(bytes.toByteArray());
        } catch (IOException e) {
            Problem problem = new Problem(
                    "no-audit",
                    "a change cannot be noted (" + e.getClass().getSimpleName() + ": " + e.getMessage() + ")",
                    file.toString(),
                    "see whether the disk is full, and who may write there");
            throw new ProblemException(problem, e);
        }
    }

    private void append(byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        if (Files.notExists(file)) {
            OwnerOnly.createFile(file);
        }
        Files.write(file, bytes, StandardOpenOption.APPEND);
    }
}
