package io.hydrophone.config;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A value that is shown nowhere: no accessor that a serializer would find, and its text tells nothing. */
public final class Secret {
    /** What stands for any secret where a configuration is shown. */
    public static final String HIDDEN = "(hidden)";

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    public static Secret of(String value) {
        return new Secret(value);
    }

    /**
     * The first line of a file.
     *
     * @throws ProblemException when it cannot be read, or is empty
     */
    public static Secret fromFile(Path file) {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            String line = in.readLine();
            if (line == null || line.isBlank()) {
                throw new ProblemException(
                        "empty-secret", "the first line is empty", file.toString(), "write the secret into it");
            }
            return new Secret(line.strip());
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem(
                            "secret-not-read",
                            "the secret cannot be read: " + e.getMessage(),
                            file.toString(),
                            "does the file exist, and may this user read it?"),
                    e);
        }
    }

    /** For the one who logs in or signs with it. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return HIDDEN;
    }
}
