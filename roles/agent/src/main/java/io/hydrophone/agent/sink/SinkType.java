package io.hydrophone.agent.sink;

import java.util.Locale;

/** What a sink may be in a configuration. */
enum SinkType {
    HYDROPHONE,
    DATADOG,
    FALCON,
    REMOTE_WRITE,
    OTLP,
    OPENTSDB,
    KAFKA,
    FILE;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
