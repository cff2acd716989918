package io.hydrophone.core;

/** Sizes as users write them: {@code 4096}, {@code 64KiB}, {@code 16MiB}, {@code 1GiB}. */
public final class SizeText {
    private SizeText() {}

    /**
     * Reads a size, 0 to 999,999,999 of its unit.
     *
     * @return bytes
     * @throws ProblemException on anything else
     */
    public static long parse(String text) {
        NumberAndUnit given = NumberAndUnit.of(text);
        if (given == null) {
            throw bad(text);
        }
        return switch (given.unit()) {
            case "" -> given.number();
            case "KiB" -> given.number() << 10;
            case "MiB" -> given.number() << 20;
            case "GiB" -> given.number() << 30;
            default -> throw bad(text);
        };
    }

    /** The shortest text that is read as so many bytes. */
    public static String of(long bytes) {
        int power = Math.min(3, Long.numberOfTrailingZeros(bytes) / 10);
        return switch (bytes == 0 ? 0 : power) {
            case 1 -> (bytes >> 10) + "KiB";
            case 2 -> (bytes >> 20) + "MiB";
            case 3 -> (bytes >> 30) + "GiB";
            default -> Long.toString(bytes);
        };
    }

    private static ProblemException bad(String text) {
        return new ProblemException(
                "bad-size", "'" + text + "' is no size", "", "give a number and its unit: KiB, MiB or GiB");
    }
}
