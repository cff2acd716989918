package io.hydrophone.agent.jmx;

import io.hydrophone.agent.check.Readings;
import io.hydrophone.core.Tags;
import java.util.Locale;

/** What an attribute's number is, in the words of jmxfetch. */
enum MetricType {
    GAUGE,
    /** For jmxfetch a histogram of the agent's own readings; one reading a run is a gauge. */
    HISTOGRAM,
    /** A total, shown as so much a second. */
    RATE,
    COUNTER,
    /** A total, shown as how much came since the last run. */
    MONOTONIC_COUNT;

    void tell(Readings out, String metric, double value, Tags tags) {
        switch (this) {
            case GAUGE, HISTOGRAM -> out.gauge(metric, value, tags);
            case RATE, COUNTER -> out.rate(metric, value, tags);
            case MONOTONIC_COUNT -> out.monotonic(metric, value, tags);
        }
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
