package io.hydrophone.agent.check;

import io.hydrophone.core.Event;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was said, by name and tags as in {@code depth{sea:north}}. */
public final class Said implements Readings {
    public final Map<String, Double> gauges = new TreeMap<>();
    public final Map<String, Double> totals = new TreeMap<>();
    public final Map<String, Double> counts = new TreeMap<>();
    public final List<String> services = new ArrayList<>();

    @Override
    public void gauge(String name, double value, Tags tags) {
        gauges.put(name(name, tags), value);
    }

    @Override
    public void rate(String name, double total, Tags tags) {
        totals.put(name(name, tags), total);
    }

    @Override
    public void monotonic(String name, double total, Tags tags) {
        totals.put(name(name, tags), total);
    }

    @Override
    public void count(String name, double value, Tags tags) {
        counts.put(name(name, tags), value);
    }

    @Override
    public void service(String name, ServiceCheck.Status status, Tags tags, String message) {
        services.add(name(name, tags) + " " + status.label() + " " + message);
    }

    @Override
    public void event(Event event) {
        throw new UnsupportedOperationException("no check here says events");
    }

    private static String name(String name, Tags tags) {
        return tags.isEmpty() ? name : name + "{" + tags + "}";
    }
}
