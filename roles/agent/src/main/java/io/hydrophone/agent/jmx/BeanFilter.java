package io.hydrophone.agent.jmx;

import io.hydrophone.agent.text.Patterns;
import io.hydrophone.config.Section;
import io.hydrophone.core.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;

/**
 * Which beans and attributes are meant, as in {@code include} and {@code exclude} of jmxfetch. What is empty says nothing.
 *
 * @param parameters allowed values by the key of a bean's name
 * @param attributes rules by {@code Attribute} or {@code Attribute.key}, in the order of the file
 */
record BeanFilter(
        List<String> domains,
        List<Pattern> domainPatterns,
        List<ObjectName> beans,
        List<Pattern> beanPatterns,
        Map<String, List<String>> parameters,
        Map<String, AttributeRule> attributes) {
    private static final Set<String> OWN_KEYS =
            Set.of("domain", "domain_regex", "bean", "bean_name", "bean_regex", "attribute", "tags", "exclude_tags");

    /** Any other key is a parameter of a bean's name. */
    static BeanFilter read(Section section) {
        Map<String, List<String>> parameters = new HashMap<>();
        for (String key : section.keys()) {
            if (!OWN_KEYS.contains(key)) {
                parameters.put(key, section.texts(key));
            }
        }
        List<ObjectName> beans = new ArrayList<>(names(section, "bean"));
        beans.addAll(names(section, "bean_name"));
        return new BeanFilter(
                section.texts("domain"),
                patterns(section, "domain_regex"),
                List.copyOf(beans),
                patterns(section, "bean_regex"),
                Map.copyOf(parameters),
                attributes(section));
    }

    private static List<ObjectName> names(Section section, String key) {
        List<ObjectName> names = new ArrayList<>();
        for (String text : section.texts(key)) {
            try {
                names.add(new ObjectName(text));
            } catch (MalformedObjectNameException e) {
                section.refuse(
                        key, "bad-bean", "'" + text + "' is no name of a bean", "write DOMAIN:KEY=VALUE,KEY=VALUE");
            }
        }
        return names;
    }

    private static List<Pattern> patterns(Section section, String key) {
        List<Pattern> patterns = new ArrayList<>();
        for (String text : section.texts(key)) {
            try {
                patterns.add(Patterns.parse(text));
            } catch (ProblemException e) {
                section.refuse(
                        key,
                        e.problem().code(),
                        e.problem().message(),
                        e.problem().action());
            }
        }
        return List.copyOf(patterns);
    }

    private static Map<String, AttributeRule> attributes(Section section) {
        Map<String, AttributeRule> rules = new LinkedHashMap<>();
        if (section.isSection("attribute")) {
            Section attributes = section.section("attribute");
            for (String name : attributes.keys()) {
                rules.put(name, AttributeRule.read(attributes.section(name)));
            }
        } else {
            section.texts("attribute").forEach(name -> rules.put(name, AttributeRule.USUAL));
        }
        return rules;
    }

    /** Whether the bean is meant; of a filter that names no bean, any is. */
    boolean matches(ObjectName bean) {
        return (domains.isEmpty() || domains.contains(bean.getDomain()))
                && (domainPatterns.isEmpty() || isAny(domainPatterns, bean.getDomain()))
                && (beans.isEmpty() || beans.contains(bean))
                && (beanPatterns.isEmpty()
                        || isAny(beanPatterns, bean.getCanonicalName())
                        || isAny(beanPatterns, bean.toString()))
                && parameters.entrySet().stream().allMatch(one -> one.getValue().contains(value(bean, one.getKey())));
    }

    private static String value(ObjectName bean, String parameter) {
        String value = bean.getKeyProperty(parameter);
        return value == null ? "" : value;
    }

    private static boolean isAny(List<Pattern> patterns, String text) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(text).matches());
    }

    /** What the groups of the first expression that fits hold, from 1 on; for {@code $1} in aliases. */
    List<String> groups(ObjectName bean) {
        for (String name : List.of(bean.toString(), bean.getCanonicalName())) {
            for (Pattern pattern : beanPatterns) {
                Matcher matcher = pattern.matcher(name);
                if (matcher.matches()) {
                    List<String> groups = new ArrayList<>();
                    for (int i = 1; i <= matcher.groupCount(); i++) {
                        groups.add(matcher.group(i) == null ? "" : matcher.group(i));
                    }
                    return groups;
                }
            }
        }
        return List.of();
    }

    /** The rule for {@code Attribute} or {@code Attribute.key}; null where it is not meant. */
    AttributeRule rule(String path) {
        if (attributes.isEmpty()) {
            return AttributeRule.USUAL;
        }
        AttributeRule rule = attributes.get(path);
        int dot = path.indexOf('.');
        return rule == null && dot > 0 ? attributes.get(path.substring(0, dot)) : rule;
    }

    /** Whether an attribute, or a part of it, may be meant, so that it has to be asked for. */
    boolean mayMean(String attribute) {
        return attributes.isEmpty()
                || attributes.containsKey(attribute)
                || attributes.keySet().stream().anyMatch(path -> path.startsWith(attribute + "."));
    }
}
