package io.hydrophone.agent.jmx;

import io.hydrophone.agent.check.Check;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;

/** What a JVM has and what is collected of it: what {@code agent jmx list} shows. */
public final class JmxListing {
    private JmxListing() {}

    /** How much is listed. */
    public enum Extent {
        /** Each attribute of each bean, with its type. */
        EVERYTHING,
        /** What rules mean and is a number, with its metric and value. */
        MATCHING,
        /** The same, as far as the limit on metrics goes. */
        COLLECTED;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether this check is one of a JVM. */
    public static boolean isOf(Check check) {
        return check instanceof JmxCheck;
    }

    /**
     * Asks the JVM of a check now; a line each: {@code BEAN ATTRIBUTE: …}.
     *
     * @throws IOException when the connection breaks
     * @throws io.hydrophone.core.ProblemException when there is none
     * @throws IllegalArgumentException when the check is none of a JVM
     */
    public static List<String> of(Check check, Extent extent) throws IOException {
        if (!(check instanceof JmxCheck jmx)) {
            throw new IllegalArgumentException("this check asks no JVM");
        }
        if (extent == Extent.EVERYTHING) {
            return everything(jmx.server());
        }
        List<String> lines = new ArrayList<>();
        jmx.read((bean, path, target, value) -> lines.add(bean + " " + path + ": " + target.metric() + " "
                + target.rule().type().label() + " " + value));
        return extent == Extent.MATCHING ? lines : lines.subList(0, Math.min(lines.size(), jmx.mostMetrics()));
    }

    private static List<String> everything(MBeanServerConnection server) throws IOException {
        List<String> lines = new ArrayList<>();
        for (ObjectName bean : new TreeSet<>(server.queryNames(null, null))) {
            try {
                Arrays.stream(server.getMBeanInfo(bean).getAttributes())
                        .filter(MBeanAttributeInfo::isReadable)
                        .forEach(attribute -> lines.add(bean + " " + attribute.getName() + ": " + attribute.getType()));
            } catch (JMException e) {
                lines.add(bean + ": cannot be described (" + e.getClass().getSimpleName() + ")");
            }
        }
        return lines;
    }
}
