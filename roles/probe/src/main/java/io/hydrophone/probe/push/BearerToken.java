package io.hydrophone.probe.push;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A token that is sent (RFC 6750). It is shown nowhere. */
public final class BearerToken {
    private final String secret;

    private BearerToken(String secret) {
        this.secret = secret;
    }

    /**
     * Takes a secret as it stands.
     *
     * @param where named when it cannot be sent
     * @throws ProblemException when it is empty or holds others than visible ASCII
     */
    public static BearerToken of(String secret, String where) {
        if (secret.isEmpty() || !secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new ProblemException(
                    "bad-token", "the token is empty or holds blanks or letters that no header carries", where, "");
        }
        return new BearerToken(secret);
    }

    /** Reads a file that holds nothing else. */
    public static BearerToken fromFile(Path file) {
        try {
            return of(Files.readString(file).strip(), file.toString());
        } catch (IOException e) {
            Problem problem = new Problem(
                    "no-token-file",
                    "the token cannot be read (" + e.getClass().getSimpleName() + ")",
                    file.toString(),
                    "look at the file's name and rights");
            throw new ProblemException(problem, e);
        }
    }

    /** The value of the header Authorization. */
    public String header() {
        return "Bearer " + secret;
    }

    @Override
    public String toString() {
        return "BearerToken(not shown)";
    }
}
