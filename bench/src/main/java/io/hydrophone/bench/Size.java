package io.hydrophone.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/**
 * A size as an option.
 *
 * @param text {@code 500MB}: decimal kB, MB or GB
 * @param bytes at least 1 MB
 */
record Size(String text, long bytes) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,4})(kB|MB|GB)");

    static Size parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is no size; give 500MB or 2GB");
        }
        long unit = switch (matcher.group(2)) {
            case "kB" -> 1_000L;
            case "MB" -> 1_000_000L;
            default -> 1_000_000_000L;
        };
        long bytes = Long.parseLong(matcher.group(1)) * unit;
        if (bytes < 1_000_000) {
            throw new TypeConversionException("a capture of " + text + " is too small to measure; give 1MB or more");
        }
        return new Size(text, bytes);
    }

    @Override
    public String toString() {
        return text;
    }
}
