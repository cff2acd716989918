package io.hydrophone.client;

import io.hydrophone.sql.Fingerprinter;
import java.nio.charset.StandardCharsets;

/** Reads the texts of the server's digests, so that they meet the fingerprints of what is heard. */
final class DigestTexts {
    /** In front of what was prepared in the binary protocol or by a statement (MySQL from 8.4 on). */
    private static final String PREPARE = "PREPARE ";

    private static final String EXECUTE = "EXECUTE ";

    private final Fingerprinter fingerprinter = new Fingerprinter();
    private boolean maria;

    /** Whose texts come next. */
    void foreign(ServerVersion version) {
        maria = version.isMariaDb();
    }

    /** @param text null for the row of all that found no room */
    DigestText of(String text) {
        if (text == null) {
            return DigestText.OTHER;
        }
        if (isPrefix(text, PREPARE)) {
            return DigestText.NOT_COUNTED;
        }
        String statement = isPrefix(text, EXECUTE) ? text.substring(EXECUTE.length()) : text;
        byte[] bytes = statement.getBytes(StandardCharsets.UTF_8);
        fingerprinter.fingerprint(bytes, 0, bytes.length);
        String fingerprint = fingerprinter.text();
        return OwnStatements.has(fingerprint)
                ? DigestText.NOT_COUNTED
                : new DigestText(fingerprinter.digest(), fingerprint, true);
    }

    /** The statement EXECUTE goes on with a name, which a digest quotes; a prepared statement goes on with its own verb. */
    private boolean isPrefix(String text, String word) {
        return !maria && text.startsWith(word) && text.length() > word.length() && text.charAt(word.length()) != '`';
    }
}
