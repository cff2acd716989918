package io.hydrophone.agent.plugin;

import io.hydrophone.agent.check.Readings;
import io.hydrophone.core.Event;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Tags;
import java.util.Map;

/**
 * Makes rates of a plugin's totals itself: the plugin runs less often than the check that runs it, which forgets a total that
 * it does not hear of in some runs.
 */
final class PluginReadings implements Readings {
    /** More are not known as rates: what a plugin says is bounded by its output, what it said before is not. */
    private static final int MAX_TOTALS = 10_000;

    record Series(String name, Tags tags) {}

    record Total(double value, long nanos) {}

    private final Map<Series, Total> totals;
    private final Readings out;

    /**
     * For one run of a plugin.
     *
     * @param totals those of its runs before
     */
    PluginReadings(Map<Series, Total> totals, Readings out) {
        this.totals = totals;
        this.out = out;
    }

    @Override
    public void rate(String name, double total, Tags tags) {
        Series series = new Series(name, tags);
        Total now = new Total(total, System.nanoTime());
        Total before = totals.get(series);
        if (before != null || totals.size() < MAX_TOTALS) {
            totals.put(series, now);
        }
        if (before != null && total >= before.value() && now.nanos() > before.nanos()) {
            out.gauge(name, (total - before.value()) * 1e9 / (now.nanos() - before.nanos()), tags);
        }
    }

    @Override
    public void gauge(String name, double value, Tags tags) {
        out.gauge(name, value, tags);
    }

    @Override
    public void monotonic(String name, double total, Tags tags) {
        out.monotonic(name, total, tags);
    }

    @Override
    public void count(String name, double value, Tags tags) {
        out.count(name, value, tags);
    }

    @Override
    public void service(String name, ServiceCheck.Status status, Tags tags, String message) {
        out.service(name, status, tags, message);
    }

    @Override
    public void event(Event event) {
        out.event(event);
    }
}
