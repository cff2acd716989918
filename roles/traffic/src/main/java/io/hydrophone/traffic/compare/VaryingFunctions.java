package io.hydrophone.traffic.compare;

import java.util.regex.Pattern;

/** What says something else whenever it is asked, so that other contents are no fault of the target. */
final class VaryingFunctions {
    /** Those that need no parentheses: fingerprints have {@code now} for CURRENT_TIMESTAMP, and {@code curdate} for CURRENT_DATE. */
    private static final String BARE = "(?<!\\.)\\b(now|curdate|curtime|utc_date|utc_time|utc_timestamp)\\b(?!\\.)";

    private static final String CALLED = "\\b(sysdate|unix_timestamp|uuid|uuid_short|uuid_v4|uuid_v7|rand|random_bytes"
            + "|connection_id|version|last_insert_id|ps_current_thread_id)\\(";
    private static final String VARIABLE = "@@";

    private static final Pattern ANY = Pattern.compile(BARE + "|" + CALLED + "|" + VARIABLE);

    private VaryingFunctions() {}

    /** Whether a fingerprint asks for the time, for chance, for a variable of the server, or for what a session is called. */
    static boolean in(String fingerprint) {
        return ANY.matcher(fingerprint).find();
    }
}
