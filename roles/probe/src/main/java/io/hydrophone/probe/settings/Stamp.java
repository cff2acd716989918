package io.hydrophone.probe.settings;

import java.util.Comparator;

/**
 * When and where a change was asked for. Of two changes of one setting the one with the greater stamp holds, on every node of
 * the group alike.
 *
 * @param micros since 1970, by the node's clock; but later than every change that the node knew, whatever its clock said
 * @param node the name of the node that was asked
 */
public record Stamp(long micros, String node) implements Comparable<Stamp> {
    /** What JSON readers everywhere take for a whole number; the year 2255. */
    static final long MAX_MICROS = 1L << 53;

    private static final Comparator<Stamp> ORDER =
            Comparator.comparingLong(Stamp::micros).thenComparing(Stamp::node);

    /** @throws IllegalArgumentException when it cannot be one */
    public Stamp {
        if (micros < 0 || micros > MAX_MICROS) {
            throw new IllegalArgumentException("no time: " + micros);
        }
    }

    @Override
    public int compareTo(Stamp other) {
        return ORDER.compare(this, other);
    }
}
