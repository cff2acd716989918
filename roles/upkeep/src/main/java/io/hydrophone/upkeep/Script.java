package io.hydrophone.upkeep;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Shell scripts that run where an agent is installed: POSIX sh and the tools of any Linux. */
public final class Script {
    private Script() {}

    /** The script of that name in this program. */
    public static String text(String name) {
        try (InputStream in = Script.class.getResourceAsStream("script/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A word that the shell takes as it stands. */
    public static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
