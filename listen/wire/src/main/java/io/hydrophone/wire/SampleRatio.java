package io.hydrophone.wire;

import io.hydrophone.core.ProblemException;

/**
 * Which part of the connections is heard: one of so many, chosen by {@link ConnectionHash}, so that a connection is
 * heard whole or not at all. What a coarser sample takes, every finer one takes too.
 *
 * @param denominator 1 to {@value #COARSEST}; 1 for all
 */
public record SampleRatio(int denominator) {
    public static final int COARSEST = 1024;

    public static final SampleRatio ALL = new SampleRatio(1);

    public SampleRatio {
        if (denominator < 1 || denominator > COARSEST) {
            throw new IllegalArgumentException("1/" + denominator);
        }
    }

    /**
     * Reads {@code 1/8}.
     *
     * @throws ProblemException on anything else
     */
    public static SampleRatio parse(String text) {
        if (text.matches("1/[0-9]{1,4}")) {
            int denominator = Integer.parseInt(text.substring(2));
            if (denominator >= 1 && denominator <= COARSEST) {
                return new SampleRatio(denominator);
            }
        }
        throw new ProblemException(
                "bad-sample",
                "'" + text + "' is no part of the sessions",
                "--sample " + text,
                "give 1/2 to 1/" + COARSEST);
    }

    public boolean isAll() {
        return denominator == 1;
    }

    /** The share of connections that is heard, above 0 to 1. */
    public double value() {
        return 1.0 / denominator;
    }

    /** Unsigned: connections with a hash below it are heard. Not for all of them, which has no such number. */
    public int limit() {
        return (int) ((1L << 32) / denominator);
    }

    /** Whether the connection with this {@link ConnectionHash} is heard. */
    public boolean takes(int hash) {
        return isAll() || Integer.compareUnsigned(hash, limit()) < 0;
    }

    @Override
    public String toString() {
        return "1/" + denominator;
    }
}
