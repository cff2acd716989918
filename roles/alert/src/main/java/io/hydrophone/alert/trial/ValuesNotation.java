package io.hydrophone.alert.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a series' values as promtool writes them, with blanks between: {@code 1 2.5 _ stale 0+10x5 100-1x3 7x4 _x2}. After
 * {@code x} stands how many follow the first; of {@code _}, how many there are.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/#series">Unit testing rules</a>
 */
public final class ValuesNotation {
    /** A week, a minute each, and some. */
    static final int MAX_VALUES = 20_000;

    private static final String NUMBER = "(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?";
    private static final Pattern ITEM = Pattern.compile("\\S+");
    private static final Pattern MISSING = Pattern.compile("_(?:x([0-9]{1,6}))?");
    private static final Pattern VALUES =
            Pattern.compile("([-+]?" + NUMBER + ")(?:([-+]" + NUMBER + ")?x([0-9]{1,6}))?");

    /** What a series has at one step. */
    public sealed interface Step {
        /** A value. */
        record Value(double value) implements Step {}

        /** No sample. */
        record Missing() implements Step {}

        /** The series ends, as when a target is gone. */
        record Stale() implements Step {}
    }

    /** What is wrong with a text, and where. */
    public static final class Malformed extends Exception {
        private final int offset;

        Malformed(int offset, String message) {
            super(message);
            this.offset = offset;
        }

        /** In characters from the text's begin. */
        public int offset() {
            return offset;
        }
    }

    private ValuesNotation() {}

    /**
     * Reads a text.
     *
     * @throws Malformed when it is something else
     */
    public static List<Step> parse(String text) throws Malformed {
        List<Step> steps = new ArrayList<>();
        Matcher items = ITEM.matcher(text);
        while (items.find()) {
            item(items.group(), items.start(), steps);
            if (steps.size() > MAX_VALUES) {
                throw new Malformed(items.start(), "there are more than " + MAX_VALUES + " values");
            }
        }
        return steps;
    }

    private static void item(String item, int offset, List<Step> steps) throws Malformed {
        Matcher missing = MISSING.matcher(item);
        if (item.equals("stale")) {
            steps.add(new Step.Stale());
        } else if (missing.matches()) {
            int times = missing.group(1) == null ? 1 : times(missing.group(1), offset);
            for (int i = 0; i < times; i++) {
                steps.add(new Step.Missing());
            }
        } else {
            values(item, offset, steps);
        }
    }

    private static void values(String item, int offset, List<Step> steps) throws Malformed {
        Matcher values = VALUES.matcher(item);
        if (!values.matches()) {
            throw new Malformed(offset, "'" + item + "' is no value");
        }
        double first = Double.parseDouble(values.group(1));
        double step = values.group(2) == null ? 0 : Double.parseDouble(values.group(2));
        int more = values.group(3) == null ? 0 : times(values.group(3), offset);
        if (!Double.isFinite(first + step * more)) {
            throw new Malformed(offset, "'" + item + "' is out of range");
        }
        for (int i = 0; i <= more; i++) {
            steps.add(new Step.Value(first + i * step));
        }
    }

    private static int times(String digits, int offset) throws Malformed {
        int times = Integer.parseInt(digits);
        if (times > MAX_VALUES) {
            throw new Malformed(offset, "there are more than " + MAX_VALUES + " values");
        }
        return times;
    }
}
