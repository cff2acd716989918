package io.hydrophone.agent.jmx;

import io.hydrophone.config.Section;
import io.hydrophone.core.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.ObjectName;

/**
 * One item of {@code conf}: what is collected, and how it is named.
 *
 * @param exclude null for nothing
 * @param excludedTags keys of a bean's name that make no tags
 * @param tags by their keys, perhaps with variables
 */
record BeanRule(BeanFilter include, BeanFilter exclude, Set<String> excludedTags, Map<String, String> tags) {
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)}|(\\w+))");

    static List<BeanRule> readAll(Section section) {
        List<BeanRule> rules = new ArrayList<>();
        for (Section item : section.sections("conf")) {
            if (!item.isSection("include")) {
                item.miss("include", "say which beans are meant: include: {domain: java.lang}");
            }
            Section include = item.section("include");
            rules.add(new BeanRule(
                    BeanFilter.read(include),
                    item.has("exclude") ? BeanFilter.read(item.section("exclude")) : null,
                    Set.copyOf(include.texts("exclude_tags")),
                    AttributeRule.tags(include.section("tags"))));
        }
        return List.copyOf(rules);
    }

    /** Whether some of the bean's attributes may be meant. */
    boolean matches(ObjectName bean) {
        return include.matches(bean)
                && !(exclude != null && exclude.attributes().isEmpty() && exclude.matches(bean));
    }

    /**
     * What an attribute of a bean that matches is told as; null where it is not meant.
     *
     * @param row in which it stands; null outside of tables. Of a table only what is named is meant, as in jmxfetch
     */
    AttributeTarget target(ObjectName bean, String path, TableRow row, Tags instance) {
        AttributeRule rule =
                row == null ? include.rule(path) : include.attributes().get(path);
        boolean excluded = exclude != null && exclude.matches(bean) && exclude.rule(path) != null;
        if (rule == null || excluded) {
            return null;
        }
        List<String> all = new ArrayList<>(instance.texts());
        all.add("jmx_domain:" + bean.getDomain());
        bean.getKeyPropertyList().forEach((key, value) -> {
            if (!excludedTags.contains(key)) {
                all.add(Tags.text(key.equals("host") ? "bean_host" : key, unquoted(value)));
            }
        });
        tags.forEach((key, value) -> all.add(Tags.text(key, replaced(value, bean, path, row))));
        // Rows without tags of their own would all be one series.
        if (row != null && rule.tags().isEmpty()) {
            row.indexTexts().forEach((key, value) -> all.add(Tags.text(key, value)));
        }
        rule.tags().forEach((key, value) -> all.add(Tags.text(key, replaced(value, bean, path, row))));
        String alias = rule.alias().isEmpty() ? "" : replaced(rule.alias(), bean, path, row);
        String metric = alias.isEmpty() ? BeanMetricName.of(bean.getDomain(), path) : alias;
        return new AttributeTarget(metric, rule, Tags.of(all));
    }

    private static String unquoted(String value) {
        return value.startsWith("\"") ? ObjectName.unquote(value) : value;
    }

    /** {@code $domain}, {@code $attribute}, {@code $1} of the bean's expression, {@code $COLUMN} of a row, and {@code $KEY} of the bean's name. */
    private String replaced(String text, ObjectName bean, String path, TableRow row) {
        Matcher matcher = VARIABLE.matcher(text);
        return matcher.replaceAll(found -> {
            String name = found.group(1) == null ? found.group(2) : found.group(1);
            return Matcher.quoteReplacement(value(name, found.group(), bean, path, row));
        });
    }

    private String value(String variable, String otherwise, ObjectName bean, String path, TableRow row) {
        String cell = row == null ? null : row.text(variable);
        if (cell != null) {
            return cell;
        }
        if (variable.matches("[1-9]")) {
            List<String> groups = include.groups(bean);
            int group = Integer.parseInt(variable);
            return group <= groups.size() ? groups.get(group - 1) : otherwise;
        }
        return switch (variable) {
            case "domain" -> bean.getDomain();
            case "attribute" -> path;
            default -> bean.getKeyProperty(variable) == null ? otherwise : unquoted(bean.getKeyProperty(variable));
        };
    }
}
