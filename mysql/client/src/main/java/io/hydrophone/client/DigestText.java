package io.hydrophone.client;

/**
 * A row's text as we write it.
 *
 * @param counts whether its executions are statements of the server's users
 */
record DigestText(long digest, String fingerprint, boolean counts) {
    /** The row of all that found no room. */
    static final DigestText OTHER = new DigestText(StatementChange.OTHER, "", true);

    /** Preparing is no execution, and what is our own is no load. */
    static final DigestText NOT_COUNTED = new DigestText(StatementChange.OTHER, "", false);
}
