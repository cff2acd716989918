package io.hydrophone.client;

import io.hydrophone.sql.Fingerprinter;
import java.nio.charset.StandardCharsets;

/**
 * What marks Hydrophone's own statements, so that they are not counted as the server's load: a name that a digest keeps,
 * while it drops comments. The driver's first statement is known by the settings that it makes.
 */
final class OwnStatements {
    /** The alias of a column in every statement. */
    static final String MARK = "by_hydrophone";

    /** Never waits for a lock; times are in UTC; the server closes a connection that was forgotten. */
    static final String SETTINGS = "time_zone='+00:00',lock_wait_timeout=2,wait_timeout=900";

    private static final String FIRST = fingerprint("SET " + SETTINGS).substring("set ".length());

    private OwnStatements() {}

    static boolean has(String fingerprint) {
        return fingerprint.contains(MARK) || (fingerprint.startsWith("set ") && fingerprint.endsWith(FIRST));
    }

    private static String fingerprint(String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        Fingerprinter fingerprinter = new Fingerprinter();
        fingerprinter.fingerprint(bytes, 0, bytes.length);
        return fingerprinter.text();
    }
}
