package io.hydrophone.agent.log;

import io.hydrophone.agent.text.PlainNumber;
import io.hydrophone.core.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;

/**
 * dd-agent's own form: {@code METRIC TIMESTAMP VALUE [KEY=VALUE…]}, the time in seconds since 1970. {@code metric_type} is
 * {@code gauge} or {@code counter}, {@code tags} a list with commas; any other key is a tag. The moment told is that of the
 * run that reads the line.
 */
final class DogstreamLine {
    private static final int MAX_NAME = 200;

    private DogstreamLine() {}

    static boolean parse(String line, LineTotals totals) {
        StringTokenizer words = new StringTokenizer(line);
        if (words.countTokens() < 3) {
            return false;
        }
        String metric = words.nextToken();
        double time = PlainNumber.of(words.nextToken());
        double value = PlainNumber.of(words.nextToken());
        if (metric.length() > MAX_NAME || Double.isNaN(value) || !(time >= 0)) {
            return false;
        }
        boolean isCount = false;
        List<String> tags = new ArrayList<>();
        while (words.hasMoreTokens()) {
            String word = words.nextToken();
            int equals = word.indexOf('=');
            if (equals <= 0) {
                return false;
            }
            String key = word.substring(0, equals);
            String text = word.substring(equals + 1);
            switch (key) {
                case "metric_type" -> isCount = text.equals("counter") || text.equals("count");
                case "tags" -> tags.addAll(List.of(text.split(",", -1)));
                default -> tags.add(Tags.text(key, text));
            }
        }
        return totals.add(metric, value, Tags.of(tags), isCount);
    }
}
