package io.hydrophone.agent.mysql;

import io.hydrophone.agent.check.Readings;
import io.hydrophone.core.Tags;
import java.util.Locale;

/** How a value becomes a metric; named as in dd-agent's lists. */
enum MetricKind {
    GAUGE {
        @Override
        void tell(Readings out, String name, double value, Tags tags) {
            out.gauge(name, value, tags);
        }
    },
    RATE {
        @Override
        void tell(Readings out, String name, double value, Tags tags) {
            out.rate(name, value, tags);
        }
    },
    COUNT {
        @Override
        void tell(Readings out, String name, double value, Tags tags) {
            out.count(name, value, tags);
        }
    },
    MONOTONIC {
        @Override
        void tell(Readings out, String name, double value, Tags tags) {
            out.monotonic(name, value, tags);
        }
    };

    private static final MetricKind[] ALL = values();

    abstract void tell(Readings out, String name, double value, Tags tags);

    static MetricKind[] all() {
        return ALL.clone();
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
