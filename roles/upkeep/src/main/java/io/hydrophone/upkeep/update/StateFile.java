package io.hydrophone.upkeep.update;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The state on the disk. */
final class StateFile {
    private final Path file;

    StateFile(Path file) {
        this.file = file;
    }

    /**
     * The first state when there is no file.
     *
     * @throws ProblemException when it cannot be read, or is damaged: then nobody knows what is safe
     */
    UpdateState read() {
        try (InputStream in = Files.newInputStream(file)) {
            return UpdateState.parse(in.readNBytes(UpdateState.MAX_BYTES), file.toString());
        } catch (NoSuchFileException e) {
            return UpdateState.FIRST;
        } catch (IOException e) {
            throw failed("read", e);
        }
    }

    void write(UpdateState state) {
        try {
            Durable.replace(file, state.json());
        } catch (IOException e) {
            throw failed("written", e);
        }
    }

    private ProblemException failed(String what, IOException e) {
        return new ProblemException(
                new Problem(
                        "state-not-" + what,
                        "the state of updates cannot be " + what + " (" + Reason.ofFile(e) + ")",
                        file.toString(),
                        "look at the disk's room and the directory's rights"),
                e);
    }
}
