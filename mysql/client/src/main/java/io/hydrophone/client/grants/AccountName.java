package io.hydrophone.client.grants;

import io.hydrophone.core.ProblemException;

/**
 * An account of a server.
 *
 * @param host from where it may come; {@code %} for anywhere
 */
public record AccountName(String user, String host) {
    private static final int MAX_USER = 32;
    private static final int MAX_HOST = 255;

    /**
     * Reads {@code user} or {@code user@host}.
     *
     * @throws ProblemException {@code bad-account}
     */
    public static AccountName parse(String text) {
        int at = text.lastIndexOf('@');
        AccountName name =
                at < 0 ? new AccountName(text, "%") : new AccountName(text.substring(0, at), text.substring(at + 1));
        if (!fits(name.user, MAX_USER) || !fits(name.host, MAX_HOST)) {
            throw new ProblemException(
                    "bad-account", "this is no account", text, "write USER or USER@HOST, without quotes");
        }
        return name;
    }

    private static boolean fits(String text, int most) {
        return !text.isEmpty()
                && text.length() <= most
                && text.chars().allMatch(c -> c > ' ' && c < 0x7f && "'\"`\\".indexOf(c) < 0);
    }

    /** As SQL has it. */
    @Override
    public String toString() {
        return "'" + user + "'@'" + host + "'";
    }
}
