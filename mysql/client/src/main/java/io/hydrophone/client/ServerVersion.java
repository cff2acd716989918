package io.hydrophone.client;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's version and whose it is.
 *
 * @param text as the server gives it: {@code 8.0.36-28}, {@code 10.11.6-MariaDB-log}
 */
public record ServerVersion(Flavour flavour, int major, int minor, int patch, String text) {
    private static final Pattern NUMBERS = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,6}))?");

    /**
     * Reads what {@code @@version} and {@code @@version_comment} say.
     *
     * @throws IllegalArgumentException when there is no version in it
     */
    public static ServerVersion parse(String version, String comment) {
        boolean maria = containsMaria(version) || containsMaria(comment);
        // Some MariaDB servers put a version of MySQL before their own, for the sake of old replicas.
        String own = maria && version.startsWith("5.5.5-") ? version.substring(6) : version;
        Matcher numbers = NUMBERS.matcher(own);
        if (!numbers.lookingAt()) {
            throw new IllegalArgumentException("no version: " + version);
        }
        boolean percona = comment.toLowerCase(Locale.ROOT).contains("percona");
        return new ServerVersion(
                maria ? Flavour.MARIADB : percona ? Flavour.PERCONA : Flavour.MYSQL,
                Integer.parseInt(numbers.group(1)),
                Integer.parseInt(numbers.group(2)),
                numbers.group(3) == null ? 0 : Integer.parseInt(numbers.group(3)),
                version);
    }

    private static boolean containsMaria(String text) {
        return text.toLowerCase(Locale.ROOT).contains("mariadb");
    }

    public boolean isMariaDb() {
        return flavour == Flavour.MARIADB;
    }

    /** Whether it is this version or a later one; only to be asked of one family. */
    public boolean isAtLeast(int otherMajor, int otherMinor, int otherPatch) {
        if (major != otherMajor) {
            return major > otherMajor;
        }
        return minor != otherMinor ? minor > otherMinor : patch >= otherPatch;
    }

    /** For people: {@code MySQL 8.0.36}. */
    @Override
    public String toString() {
        return flavour.title() + " " + major + "." + minor + "." + patch;
    }
}
