package io.hydrophone.app.config;

import io.hydrophone.config.Secret;
import io.hydrophone.config.Section;
import io.hydrophone.core.ProblemException;
import java.util.List;
import java.util.Locale;

/**
 * Section {@code cluster}: who belongs together.
 *
 * @param group keeps clusters apart
 * @param port of the group's own traffic, to 65535; 0 for a free one
 * @param seeds nodes that are in the cluster already
 * @param key that all nodes share, which authenticates and encrypts; null for none
 * @param followSettings whether a probe does what its group was asked to change while it runs
 */
public record ClusterSection(
        Mode mode, String group, int port, List<HostPort> seeds, Secret key, boolean followSettings) {
    /** How nodes find one another. */
    public enum Mode {
        /** They tell one another. */
        GOSSIP,
        /** A master is told its probes. */
        STATIC,
        /** Each is alone. */
        NONE;

        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final String DEFAULT_GROUP = "hydrophone";

    public static final ClusterSection DEFAULT = new ClusterSection(Mode.NONE, DEFAULT_GROUP, 0, List.of(), null, true);

    public ClusterSection {
        seeds = List.copyOf(seeds);
    }

    static ClusterSection read(Section section) {
        return new ClusterSection(
                section.choice("mode", Mode.values(), Mode::label, DEFAULT.mode),
                section.parsed("group", ClusterSection::group, DEFAULT.group),
                section.integer("port", DEFAULT.port, 0, 65_535),
                section.list("seeds", HostPort::parse, DEFAULT.seeds),
                section.secret("key"),
                section.flag("follow_settings", DEFAULT.followSettings));
    }

    static String group(String text) {
        if (text.isBlank()) {
            throw new ProblemException("empty-value", "a group has a name", "", "give one, or remove the line");
        }
        return text;
    }

    void write(YamlText yaml) {
        yaml.section("cluster");
        yaml.entry("mode", mode.label());
        yaml.entry("group", group);
        yaml.entry("port", port);
        yaml.list("seeds", seeds);
        yaml.secret("key", key);
        yaml.entry("follow_settings", followSettings);
    }
}
