package io.hydrophone.agent.exporter;

import io.hydrophone.http.MetricText;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Takes what one collector has to say in one scrape, up to a number of series. For one thread at a time. */
final class Series {
    private static final double EXACT = 1L << 53;

    private final int most;
    private final MetricText text = new MetricText();
    private final Set<String> families = new HashSet<>();
    private int count;
    private long leftOut;
    /** Of the family that is being written: its head is written with its first line. */
    private FamilyType type;

    private String name;
    private String help;
    private boolean begun;

    Series(int most) {
        this.most = most;
    }

    /**
     * Begins a family; a second one of the same name is left out, with its lines.
     *
     * @return whether lines may follow
     */
    boolean family(FamilyType type, String name, String help) {
        this.type = type;
        this.name = name;
        this.help = help;
        begun = false;
        return families.add(name);
    }

    /** A family of one line without labels. */
    void single(FamilyType type, String name, String help, double value) {
        if (!Double.isNaN(value) && family(type, name, help)) {
            line(value);
        }
    }

    /**
     * A line of the family that was begun.
     *
     * @param value one that is no number is left out: the server did not say
     * @param labels names and values in turn
     */
    void line(double value, String... labels) {
        if (Double.isNaN(value) || !room()) {
            return;
        }
        begin();
        if (value == Math.rint(value) && Math.abs(value) < EXACT) {
            text.value((long) value, labels);
        } else {
            text.value(value, labels);
        }
    }

    /** A family that is one histogram; see {@link MetricText#buckets}. */
    void histogram(String name, String help, Histogram histogram) {
        if (families.add(name) && room()) {
            text.histogram(name, help)
                    .buckets(histogram.bounds(), histogram.cumulative(), histogram.sum(), histogram.count());
        }
    }

    private boolean room() {
        if (count >= most) {
            leftOut++;
            return false;
        }
        count++;
        return true;
    }

    private void begin() {
        if (begun) {
            return;
        }
        begun = true;
        switch (type) {
            case COUNTER -> text.counter(name, help);
            case GAUGE -> text.gauge(name, help);
            case UNTYPED -> text.untyped(name, help);
        }
    }

    /** A name of the server's as a part of a metric's: in lower case, other signs than letters and digits replaced. */
    static String part(String name) {
        return clean(name.toLowerCase(Locale.ROOT));
    }

    /** The same, letters as they are. */
    static String clean(String name) {
        StringBuilder part = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
            part.append(kept ? c : '_');
        }
        return part.toString();
    }

    MetricText text() {
        return text;
    }

    /** How many there was no room for. */
    long leftOut() {
        return leftOut;
    }
}
