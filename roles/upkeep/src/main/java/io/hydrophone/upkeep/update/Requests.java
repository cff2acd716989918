package io.hydrophone.upkeep.update;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** What an operator asks of the process that watches an installation: a file of one line, which that process takes away. */
public final class Requests {
    private static final int MAX_BYTES = 1 << 10;

    /** What may be asked. */
    public enum Kind {
        /** Look for an update now. */
        APPLY,
        ROLLBACK,
        /** With a version, or without one to take any again. */
        PIN
    }

    private final Path file;
    private String argument = "";

    Requests(Path file) {
        this.file = file;
    }

    /** Asks; what was asked before and not taken yet is replaced. */
    public static void ask(AgentHome home, Kind kind, String argument) {
        String line = kind.name().toLowerCase(Locale.ROOT) + " " + (argument == null ? "" : argument);
        try {
            Durable.replace(home.requestFile(), line.strip().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem(
                            "not-asked", Reason.ofFile(e), home.requestFile().toString(), "look at its rights"),
                    e);
        }
    }

    /** Whether this was asked; then it is not any more. */
    boolean isFor(Kind kind) {
        try {
            if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
                return false;
            }
            String[] words = Files.readString(file).strip().split(" ", 2);
            if (!words[0].equals(kind.name().toLowerCase(Locale.ROOT))) {
                return false;
            }
            Files.delete(file);
            argument = words.length == 1 || words[1].isBlank() ? null : words[1].strip();
            return true;
        } catch (IOException e) {
            return false; // It is looked at again.
        }
    }

    /** Of what was asked last; null for none. */
    String argument() {
        return argument;
    }
}
