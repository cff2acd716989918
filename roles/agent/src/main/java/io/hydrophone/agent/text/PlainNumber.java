package io.hydrophone.agent.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers as programs print them: {@code 12}, {@code -0.5}, {@code 1.5e9}. */
public final class PlainNumber {
    private static final Pattern FORM =
            Pattern.compile("[-+]?(?:[0-9]{1,64}\\.?[0-9]{0,64}|\\.[0-9]{1,64})(?:[eE][-+]?[0-9]{1,3})?");

    private PlainNumber() {}

    /** The number that a text is; NaN where it is none, or beyond what a double holds. */
    public static double of(String text) {
        return FORM.matcher(text).matches() ? finite(text) : Double.NaN;
    }

    /** How many characters at the beginning of a text are a number; 0 for none. */
    public static int length(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.lookingAt() ? matcher.end() : 0;
    }

    private static double finite(String number) {
        double value = Double.parseDouble(number);
        return Double.isFinite(value) ? value : Double.NaN;
    }
}
