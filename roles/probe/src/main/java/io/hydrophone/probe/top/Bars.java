package io.hydrophone.probe.top;

import io.hydrophone.core.LatencyDistribution;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Figures as bars of block characters (U+2580 ff.). */
final class Bars {
    private static final String UP = "▁▂▃▄▅▆▇█";
    private static final String ACROSS = "▏▎▍▌▋▊▉█";

    private Bars() {}

    /** The last {@code width} values, upright, the highest one filling its cell; what is 0 is blank. */
    static <T> String upright(List<T> values, int width, ToLongFunction<T> figure) {
        List<T> last = values.subList(Math.max(0, values.size() - width), values.size());
        long most = Math.max(1, last.stream().mapToLong(figure).max().orElse(1));
        StringBuilder bars = new StringBuilder(" ".repeat(Math.max(0, width - last.size())));
        for (T value : last) {
            long height = figure.applyAsLong(value);
            bars.append(height <= 0 ? ' ' : UP.charAt((int) Math.min(7, 8 * height / (most + 1))));
        }
        return bars.toString();
    }

    /** A bar to the right, an eighth of a cell exact. */
    static String across(double share, int width) {
        int eighths = (int) Math.round(Math.clamp(share, 0, 1) * width * 8);
        String full = "█".repeat(eighths / 8);
        int rest = eighths % 8;
        return share > 0 && eighths == 0 ? "▏" : rest == 0 ? full : full + ACROSS.charAt(rest - 1);
    }

    /** A distribution by octaves: exponents n of 2 to the counts from 2^n, exclusive, to 2^(n+1) ns, without holes. */
    static SortedMap<Integer, Long> octaves(LatencyDistribution of) {
        TreeMap<Integer, Long> octaves = new TreeMap<>();
        of.forEachBucket((index, count) -> octaves.merge(index >> LatencyDistribution.SCALE, count, Long::sum));
        if (of.zeroCount() > 0) {
            octaves.merge(0, of.zeroCount(), Long::sum);
        }
        if (!octaves.isEmpty()) {
            for (int octave = octaves.firstKey(); octave < octaves.lastKey(); octave++) {
                octaves.putIfAbsent(octave, 0L);
            }
        }
        return octaves;
    }
}
