package io.hydrophone.agent.jmx;

import io.hydrophone.core.Tags;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.management.Attribute;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

/** A bean that rules name, with those of its attributes that may be meant; asked for all of them at once. */
final class WatchedBean {
    /** Takes each number that is meant. */
    interface Sink {
        void take(ObjectName bean, String path, AttributeTarget target, double value);
    }

    private record Cell(AttributeTarget target, double value) {}

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
            tell(attribute.getName(), attribute.getValue(), sink);
        }
    }

    /** A value, or its parts by the paths to them. */
    private void tell(String path, Object value, Sink sink) {
        switch (value) {
            case CompositeData parts ->
                parts.getCompositeType().keySet().forEach(key -> tell(path + "." + key, parts.get(key), sink));
            case TabularData table -> tellRows(path, table, sink);
            case null, default -> {
                AttributeTarget target =
                        targets.computeIfAbsent(path, key -> target(key, null)).orElse(null);
                if (target != null) {
                    tell(path, new Cell(target, target.rule().number(value)), sink);
                }
            }
        }
    }

    private void tell(String path, Cell cell, Sink sink) {
        if (!Double.isNaN(cell.value)) {
            sink.take(name, path, cell.target, cell.value);
        }
    }

    /** What rules name of a table, each as far as its limit on rows goes. */
    private void tellRows(String path, TabularData table, Sink sink) {
        Map<String, List<Cell>> columns = new LinkedHashMap<>();
        for (TableRow row : TableRow.of(table)) {
            collect(path, row.cells(), row, columns);
        }
        columns.forEach((column, cells) -> {
            AttributeRule rule = cells.getFirst().target.rule();
            if (cells.size() > rule.rows()) {
                Comparator<Cell> byValue = Comparator.comparingDouble(Cell::value);
                cells.sort(rule.largest() ? byValue.reversed() : byValue);
            }
            cells.stream().limit(rule.rows()).forEach(cell -> tell(column, cell, sink));
        });
    }

    /** A table in a row is left out, as in jmxfetch. */
    private void collect(String path, Object value, TableRow row, Map<String, List<Cell>> columns) {
        if (value instanceof CompositeData parts) {
            for (String key : parts.getCompositeType().keySet()) {
                collect(path + "." + key, parts.get(key), row, columns);
            }
            return;
        }
        target(path, row).ifPresent(target -> {
            double number = target.rule().number(value);
            if (!Double.isNaN(number)) {
                columns.computeIfAbsent(path, key -> new ArrayList<>()).add(new Cell(target, number));
            }
        });
    }

    /** By the first rule that means it. */
    private Optional<AttributeTarget> target(String path, TableRow row) {
        for (BeanRule rule : rules) {
            AttributeTarget target = rule.target(name, path, row, instance);
            if (target != null) {
                return Optional.of(target);
            }
        }
        return Optional.empty();
    }
}
