package io.hydrophone.traffic.replay;

import io.hydrophone.core.OwnerOnly;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Where a replay keeps how far it is: a file for its owner alone, replaced as a whole. */
final class CheckpointFile {
    private final Path file;

    CheckpointFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /**
     * What an earlier process left.
     *
     * @return null when it left nothing
     * @throws ProblemException when it cannot be read, or is no checkpoint
     */
    Checkpoint read() {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            Checkpoint checkpoint = CheckpointJson.decode(Files.readAllBytes(file));
            if (checkpoint == null) {
                throw new ProblemException(
                        "checkpoint-bad",
                        "this is no checkpoint of a replay that this version can read",
                        file.toString(),
                        "name another file, or remove it to begin anew");
            }
            return checkpoint;
        } catch (IOException e) {
            throw new ProblemException(problem("read", e), e);
        }
    }

    /** @throws IOException when it cannot be written; the one before is still there */
    void write(Checkpoint checkpoint) throws IOException {
        Path whole = file.resolveSibling("." + file.getFileName() + ".new");
        Files.deleteIfExists(whole);
        OwnerOnly.createFile(whole);
        try (FileChannel channel = FileChannel.open(whole, StandardOpenOption.WRITE)) {
            ByteBuffer contents = ByteBuffer.wrap(CheckpointJson.encode(checkpoint));
            while (contents.hasRemaining()) {
                channel.write(contents);
            }
            channel.force(true);
        }
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The replay is whole. */
    void delete() throws IOException {
        Files.deleteIfExists(file);
    }

    Problem problem(String what, IOException e) {
        return new Problem(
                "checkpoint-not-" + (what.equals("read") ? "readable" : "writable"),
                "the checkpoint cannot be " + what + ": " + e,
                file.toString(),
                "look at its rights and at the room on the disk");
    }
}
