package io.hydrophone.agent.log;

import io.hydrophone.agent.text.Patterns;
import io.hydrophone.agent.text.PlainNumber;
import io.hydrophone.config.Section;
import io.hydrophone.core.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds a measurement by a regular expression with named groups.
 *
 * @param value the group that holds the value; empty where each line counts as 1
 * @param tags the groups that become tags under their names
 */
record PatternParser(Pattern pattern, String metric, String value, List<String> tags, boolean isCount)
        implements LineParser {
    private static final Pattern NOTHING = Pattern.compile("(?!)");

    private enum Type {
        GAUGE,
        COUNT;

        String label() {
            return this == GAUGE ? "gauge" : "count";
        }
    }

    /** Of {@code pattern}, {@code metric}, {@code value}, {@code tags} and {@code type}. */
    static PatternParser read(Section section) {
        Pattern pattern = Patterns.read(section, "pattern");
        if (!section.has("pattern")) {
            section.miss("pattern", "give a regular expression: 'took (?<ms>[0-9]+) ms'");
        }
        String metric = section.text("metric", "");
        if (metric.isBlank()) {
            section.miss("metric", "give the metric a name");
        }
        String value = section.text("value", "");
        List<String> tags = section.list("tags", text -> text, List.of());
        Type type = section.choice("type", Type.values(), Type::label, value.isEmpty() ? Type.COUNT : Type.GAUGE);
        if (pattern != null) {
            Set<String> groups = pattern.namedGroups().keySet();
            if (!value.isEmpty() && !groups.contains(value)) {
                section.refuse(
                        "value", "no-such-group", "the pattern has no group " + value, "name one: (?<ms>[0-9]+)");
            }
            tags.stream()
                    .filter(tag -> !groups.contains(tag))
                    .forEach(tag -> section.refuse(
                            "tags", "no-such-group", "the pattern has no group " + tag, "name one: (?<db>\\w+)"));
        }
        return new PatternParser(pattern == null ? NOTHING : pattern, metric, value, tags, type == Type.COUNT);
    }

    @Override
    public boolean parse(String line, LineTotals totals) {
        Matcher matcher = pattern.matcher(new BoundedText(line));
        return isFound(matcher) && add(matcher, totals);
    }

    /** A line that takes too long is none of them. */
    private static boolean isFound(Matcher matcher) {
        try {
            return matcher.find();
        } catch (BoundedText.TooLong e) {
            return false;
        }
    }

    private boolean add(Matcher matcher, LineTotals totals) {
        double number = 1;
        if (!value.isEmpty()) {
            String text = matcher.group(value);
            number = text == null ? Double.NaN : PlainNumber.of(text);
        }
        if (Double.isNaN(number)) {
            return false;
        }
        List<String> texts = new ArrayList<>();
        for (String tag : tags) {
            String text = matcher.group(tag);
            if (text != null) {
                texts.add(Tags.text(tag, text));
            }
        }
        return totals.add(metric, number, Tags.of(texts), isCount);
    }
}
