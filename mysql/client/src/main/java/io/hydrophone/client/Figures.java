package io.hydrophone.client;

import java.util.Arrays;

/** A value for each {@link Figure}; immutable. */
public final class Figures {
    public static final Figures NONE = new Figures(new long[Figure.count()]);

    private final long[] values;

    private Figures(long[] values) {
        this.values = values;
    }

    /** In the order of {@link Figure}; the array is the object's own from here on. */
    static Figures of(long[] values) {
        return new Figures(values);
    }

    @SuppressWarnings("EnumOrdinal") // a place for each
    public long get(Figure figure) {
        return values[figure.ordinal()];
    }

    public Figures plus(Figures more) {
        long[] sum = values.clone();
        Arrays.setAll(sum, i -> values[i] + more.values[i]);
        return new Figures(sum);
    }

    /** What came after {@code before}. */
    Figures since(Figures before) {
        long[] rest = values.clone();
        Arrays.setAll(rest, i -> values[i] - before.values[i]);
        return new Figures(rest);
    }

    /** Whether no value is smaller: counters that went back were begun anew. */
    boolean continues(Figures before) {
        for (int i = 0; i < values.length; i++) {
            if (values[i] < before.values[i]) {
                return false;
            }
        }
        return true;
    }
}
