package io.hydrophone.http;

import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** A bearer token (RFC 6750). It is kept as its SHA-256 only, and is shown nowhere. */
public final class Token {
    /** What can be guessed in a day is no token. */
    static final int MIN_LENGTH = 16;

    private static final String SCHEME = "Bearer ";

    private final byte[] hash;

    private Token(byte[] hash) {
        this.hash = hash;
    }

    /**
     * Takes a secret as it stands.
     *
     * @param where named when the token is no good
     * @throws ProblemException when it is shorter than 16 characters or holds others than visible ASCII
     */
    public static Token of(String secret, String where) {
        if (secret.length() < MIN_LENGTH || !secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw new ProblemException(
                    "bad-token",
                    "the token is no good: it takes " + MIN_LENGTH
                            + " or more letters, digits and signs, without blanks",
                    where,
                    "make one: openssl rand -hex 24");
        }
        return new Token(sha256(secret));
    }

    /** Reads the file's first line. */
    public static Token fromFile(Path file) {
        try {
            return of(Files.readString(file).strip(), file.toString());
        } catch (IOException e) {
            throw new ProblemException(
                    "no-token-file",
                    "the token cannot be read (" + e.getClass().getSimpleName() + ")",
                    file.toString(),
                    "make it: (umask 077; openssl rand -hex 24 > " + file + ")");
        }
    }

    /** The token of an environment variable, or null when that is not set. */
    public static Token fromEnvironment(String variable) {
        String secret = System.getenv(variable);
        return secret == null ? null : of(secret, variable);
    }

    /** Whether the value of an Authorization header carries this token. Takes as long for a near miss as for any other. */
    boolean isIn(String authorization) {
        return authorization != null
                && authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && is(authorization.substring(SCHEME.length()).strip());
    }

    /** Whether this is the token. Takes as long for a near miss as for any other. */
    boolean is(String secret) {
        return MessageDigest.isEqual(hash, sha256(secret));
    }

    @Override
    public String toString() {
        return "Token(not shown)";
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
