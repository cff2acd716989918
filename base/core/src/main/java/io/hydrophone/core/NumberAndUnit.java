package io.hydrophone.core;

/**
 * A whole number and what stands right behind it, as in {@code 500ms}.
 *
 * @param number 0 to 999,999,999
 * @param unit may be empty
 */
record NumberAndUnit(long number, String unit) {
    private static final int MAX_DIGITS = 9;

    /** Null when a text does not begin with a number, or with too long a one. */
    static NumberAndUnit of(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        return digits == 0 || digits > MAX_DIGITS
                ? null
                : new NumberAndUnit(Long.parseLong(text, 0, digits, 10), text.substring(digits));
    }
}
