package io.hydrophone.client;

import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A secret that is shown nowhere: no accessor that a serializer would find, and {@link #toString} tells nothing. */
public final class Password {
    private final String secret;

    private Password(String secret) {
        this.secret = secret;
    }

    public static Password of(String secret) {
        return new Password(secret);
    }

    /**
     * The file's first line.
     *
     * @throws ProblemException when it cannot be read
     */
    public static Password fromFile(Path file) {
        try {
            return new Password(Files.readString(file).lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new ProblemException(
                    "no-password-file",
                    "the password cannot be read (" + e.getClass().getSimpleName() + ")",
                    file.toString(),
                    "make a file that only you can read, with the password in its first line");
        }
    }

    /** The value of an environment variable, or null when that is not set. */
    public static Password fromEnvironment(String variable) {
        String secret = System.getenv(variable);
        return secret == null ? null : new Password(secret);
    }

    /** For logins alone. */
    public String reveal() {
        return secret;
    }

    @Override
    public String toString() {
        return "Password(not shown)";
    }
}
