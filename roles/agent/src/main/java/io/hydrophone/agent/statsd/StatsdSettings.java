package io.hydrophone.agent.statsd;

import io.hydrophone.config.Section;
import io.hydrophone.core.ProblemException;
import io.hydrophone.http.ListenAddress;
import java.time.Duration;

/** Reads the sections {@code statsd} and {@code graphite}; docs/intake.md has the keys. */
public final class StatsdSettings {
    private static final String OFF = "off";

    private StatsdSettings() {}

    /** Null when nothing is to be listened to. */
    public static StatsdOptions read(Section section) {
        ListenAddress address = listen(section, StatsdOptions.USUAL_PORT);
        StatsdOptions options = new StatsdOptions(
                address == null ? null : address.host(),
                address == null ? 0 : address.port(),
                section.file("socket", null),
                section.duration("flush", StatsdOptions.USUAL_FLUSH, Duration.ofSeconds(1), Duration.ofHours(1)),
                section.text("namespace", ""),
                section.flag("gauge_deltas", false),
                section.flag("counts_as_rates", true),
                section.integer("max_series", StatsdOptions.USUAL_MAX_SERIES, 1, 10_000_000));
        return options.host() == null && options.socket() == null ? null : options;
    }

    /** Where Graphite's lines are listened to; null for nowhere, which is usual. */
    public static ListenAddress readGraphite(Section section) {
        return section.has("listen") ? listen(section, GraphiteServer.USUAL_PORT) : null;
    }

    /** UDP has no login: another address than a loopback one has to be meant. */
    private static ListenAddress listen(Section section, int usualPort) {
        boolean insecure = section.flag("insecure", false);
        return section.parsed(
                "listen",
                text -> {
                    if (text.equals(OFF)) {
                        return null;
                    }
                    ListenAddress address = ListenAddress.parse(text);
                    if (!address.isLoopback() && !insecure) {
                        throw new ProblemException(
                                "exposed",
                                "others can reach " + address + ", and whoever does may send",
                                "",
                                "listen at 127.0.0.1:" + address.port()
                                        + "; or add insecure: true, if the network is trusted");
                    }
                    return address;
                },
                new ListenAddress("127.0.0.1", usualPort));
    }
}
