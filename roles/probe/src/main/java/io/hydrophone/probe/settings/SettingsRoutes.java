package io.hydrophone.probe.settings;

import io.hydrophone.http.Operation;
import io.hydrophone.http.Routes;

/** {@code /config/update}, on probes and masters. */
public final class SettingsRoutes {
    private SettingsRoutes() {}

    /** Adds it to others. */
    public static Routes add(Routes routes, Settings settings) {
        return routes.change("/config/update", settings::update)
                .describe(Operation.of(
                                "/config/update",
                                "Changes the node, and with it its group, while it runs; OK",
                                "text/plain;charset=utf-8")
                        .integer(
                                SettingsChange.INTERVAL,
                                "the interval of reports: whole seconds, 1000 to 3600000",
                                5_000)
                        .integer(SettingsChange.SLOW_THRESHOLD, "from which on a query is slow, to 3600000", 100)
                        .text(
                                SettingsChange.SAMPLE,
                                "which part of the sessions is heard at most, 1/1 to 1/1024",
                                "1/4")
                        .flag(SettingsChange.PERSIST, "whether it outlasts a restart"));
    }
}
