package io.hydrophone.digest.report;

/** Figures for people. Written by hand: a report of a small file is to be there before a formatter is loaded. */
public final class Units {
    private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Units() {}

    /** Three digits and a unit: {@code 112µs}, {@code 1.23ms}, {@code 45.6s}, {@code 12m 5s}; "–" when unknown. */
    public static String duration(long nanos) {
        if (nanos < 0) {
            return "–";
        }
        if (nanos < 999_500) {
            return threeDigits(nanos / 1e3) + "µs";
        }
        if (nanos < 999_500_000) {
            return threeDigits(nanos / 1e6) + "ms";
        }
        if (nanos < 119_500_000_000L) {
            return threeDigits(nanos / 1e9) + "s";
        }
        long seconds = Math.round(nanos / 1e9);
        return seconds < 7_200
                ? seconds / 60 + "m " + seconds % 60 + "s"
                : seconds / 3_600 + "h " + seconds % 3_600 / 60 + "m";
    }

    public static String bytes(long bytes) {
        if (bytes < 0) {
            return "–";
        }
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < BYTES.length - 1) {
            value /= 1_000;
            unit++;
        }
        return (unit == 0 ? String.valueOf(bytes) : threeDigits(value)) + " " + BYTES[unit];
    }

    /** With thousands apart: {@code 871,413}; "–" when unknown. */
    public static String count(long value) {
        if (value < 0) {
            return "–";
        }
        String digits = Long.toString(value);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            if (i > 0 && (digits.length() - i) % 3 == 0) {
                text.append(',');
            }
            text.append(digits.charAt(i));
        }
        return text.toString();
    }

    /** {@code 41.2%}, {@code <0.1%}. */
    public static String percent(double share) {
        if (share > 0 && share < 0.0005) {
            return "<0.1%";
        }
        long tenths = Math.round(share * 1_000);
        return tenths / 10 + "." + tenths % 10 + "%";
    }

    /** At most three significant digits, at most two after the point. */
    public static String threeDigits(double value) {
        if (value >= 99.95) {
            return Long.toString(Math.round(value));
        }
        if (value >= 9.995) {
            long tenths = Math.round(value * 10);
            return tenths / 10 + "." + tenths % 10;
        }
        long hundredths = Math.round(value * 100);
        long rest = hundredths % 100;
        return hundredths / 100 + (rest < 10 ? ".0" : ".") + rest;
    }
}
