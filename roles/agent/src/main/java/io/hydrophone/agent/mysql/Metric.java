package io.hydrophone.agent.mysql;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * A metric that is a single value of the server.
 *
 * @param key of the value, in lower case
 */
record Metric(Group group, String name, MetricKind kind, String key) {
    private static final String LIST = "metrics.txt";

    /** All, in the order of the list that comes with the program. */
    static final List<Metric> ALL = read();

    private static List<Metric> read() {
        try (InputStream in = Metric.class.getResourceAsStream(LIST);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .map(Metric::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Metric of(String line) {
        String[] words = line.split(" ", -1);
        return new Metric(
                Group.of(words[0]), words[1], MetricKind.valueOf(words[2].toUpperCase(Locale.ROOT)), words[3]);
    }
}
