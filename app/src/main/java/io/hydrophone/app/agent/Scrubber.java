package io.hydrophone.app.agent;

import java.util.regex.Pattern;

/**
 * Takes secrets out of configurations and logs: what stands behind a key that names one, passwords in addresses, bearer
 * tokens, private keys. It knows forms, not the secrets themselves, so whoever sends its result looks at it first.
 */
final class Scrubber {
    private static final String HIDDEN = "(hidden)";

    private static final Pattern KEYED = Pattern.compile(
            "(?im)(\\b[\\w.-]*(?:passw(?:or)?d|passward|passwd|\\bpass|secret|token|api_?key|app_?key|community|auth_key)\\b"
                    + "[\"']?\\s*[:=]\\s*)(?!\\$\\{)(\"[^\"\\n]*\"|'[^'\\n]*'|[^\\s,}\\]&#]+)");

    private static final Pattern ADDRESS = Pattern.compile("([a-z][a-z0-9+.-]*://[^\\s:/@]*:)[^\\s/]*@");
    private static final Pattern BEARER = Pattern.compile("(?i)(bearer\\s+)[\\w.~+/=-]+");
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("(?s)-----BEGIN ([A-Z ]*PRIVATE KEY)-----.*?-----END \\1-----");

    private Scrubber() {}

    static String scrub(String text) {
        String scrubbed = PRIVATE_KEY.matcher(text).replaceAll(HIDDEN);
        scrubbed = ADDRESS.matcher(scrubbed).replaceAll("$1" + HIDDEN + "@");
        scrubbed = BEARER.matcher(scrubbed).replaceAll("$1" + HIDDEN);
        return KEYED.matcher(scrubbed).replaceAll("$1" + HIDDEN);
    }
}
