package io.hydrophone.agent.jmx;

import io.hydrophone.core.Tags;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/** A bean that rules name, with those of its attributes that may be meant; asked for all of them at once. */
final class WatchedBean {
    /** Takes each number that is meant. */
    interface Sink {
        void take(ObjectName bean, String path, AttributeTarget target, double value);
    }

    private final ObjectName name;
    private final List<BeanRule> rules;
    private final String[] attributes;
    private final Tags instance;
    private final Map<String, Optional<AttributeTarget>> targets = new HashMap<>();

    private WatchedBean(ObjectName name, List<BeanRule> rules, String[] attributes, Tags instance) {
        this.name = name;
        this.rules = rules;
        this.attributes = attributes;
        this.instance = instance;
    }

    /** The bean as these rules see it; null when they mean nothing of it, or it is gone. */
    static WatchedBean of(ObjectName name, List<BeanRule> rules, MBeanServerConnection server, Tags instance)
            throws IOException {
        List<BeanRule> matching =
                rules.stream().filter(rule -> rule.matches(name)).toList();
        if (matching.isEmpty()) {
            return null;
        }
        String[] attributes;
        try {
            attributes = Arrays.stream(server.getMBeanInfo(name).getAttributes())
                    .filter(MBeanAttributeInfo::isReadable)
                    .map(MBeanAttributeInfo::getName)
                    .filter(attribute ->
                            matching.stream().anyMatch(rule -> rule.include().mayMean(attribute)))
                    .toArray(String[]::new);
        } catch (JMException e) {
            return null;
        }
        return attributes.length == 0 ? null : new WatchedBean(name, matching, attributes, instance);
    }

    /** Asks once; an attribute that its bean cannot tell is left out. */
    void read(MBeanServerConnection server, Sink sink) throws IOException {
        List<Attribute> values;
        try {
            values = server.getAttributes(name, attributes).asList();
        } catch (JMException e) {
            return; // It went since the beans were listed, or fails itself: either way it tells nothing.
        }
        for (Attribute attribute : values) {
            if (attribute.getValue() instanceof CompositeData parts) {
                for (String key : parts.getCompositeType().keySet()) {
                    tell(attribute.getName() + "." + key, parts.get(key), sink);
                }
            } else {
                tell(attribute.getName(), attribute.getValue(), sink);
            }
        }
    }

    private void tell(String path, Object value, Sink sink) {
        AttributeTarget target = targets.computeIfAbsent(path, this::target).orElse(null);
        if (target != null) {
            double number = target.rule().number(value);
            if (!Double.isNaN(number)) {
                sink.take(name, path, target, number);
            }
        }
    }

    /** By the first rule that means it. */
    private Optional<AttributeTarget> target(String path) {
        for (BeanRule rule : rules) {
            AttributeTarget target = rule.target(name, path, instance);
            if (target != null) {
                return Optional.of(target);
            }
        }
        return Optional.empty();
    }
}
