package io.hydrophone.agent.jmx;

import java.util.Locale;
import java.util.regex.Pattern;

/** Names of metrics for attributes without an alias, as jmxfetch makes them: {@code jmx.java.lang.thread_count}. */
final class BeanMetricName {
    private static final Pattern WORD = Pattern.compile("([^._])([A-Z][a-z]+)");
    private static final Pattern CAPITAL = Pattern.compile("([a-z0-9])([A-Z])");
    private static final Pattern OTHER_SIGNS = Pattern.compile("[^a-zA-Z0-9_.]+");
    private static final Pattern DOT = Pattern.compile("_*\\._*");

    private BeanMetricName() {}

    static String of(String domain, String attribute) {
        String name = "jmx." + domain + "." + attribute;
        name = WORD.matcher(name).replaceAll("$1_$2");
        name = CAPITAL.matcher(name).replaceAll("$1_$2").toLowerCase(Locale.ROOT);
        name = OTHER_SIGNS.matcher(name).replaceAll("_");
        return DOT.matcher(name).replaceAll(".");
    }
}
