package io.hydrophone.probe;

import io.hydrophone.core.LatencyDistribution;
import tools.jackson.core.JsonGenerator;

/** The load over some seconds as JSON. */
public final class PulseJson {
    private PulseJson() {}

    /** As a property of that name. */
    public static void write(String name, Pulse pulse, JsonGenerator json) {
        json.writeObjectPropertyStart(name);
        json.writeNumberProperty("seconds", pulse.seconds());
        json.writeNumberProperty("queries_per_second", rounded(pulse.queriesPerSecond()));
        json.writeNumberProperty("errors_per_second", rounded(pulse.errorsPerSecond()));
        LatencyDistribution total = pulse.total();
        if (total.count() > 0) {
            json.writeObjectPropertyStart("total_us");
            json.writeNumberProperty("p50", total.quantile(0.5) / 1_000);
            json.writeNumberProperty("p95", total.quantile(0.95) / 1_000);
            json.writeNumberProperty("p99", total.quantile(0.99) / 1_000);
            json.writeNumberProperty("max", total.max() / 1_000);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
