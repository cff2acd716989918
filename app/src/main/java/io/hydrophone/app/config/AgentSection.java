package io.hydrophone.app.config;

import io.hydrophone.agent.exporter.ExporterSettings;
import io.hydrophone.agent.intake.Intake;
import io.hydrophone.agent.sink.SinkPlan;
import io.hydrophone.agent.sink.SinkSettings;
import io.hydrophone.agent.statsd.StatsdOptions;
import io.hydrophone.agent.statsd.StatsdSettings;
import io.hydrophone.config.InEffect;
import io.hydrophone.config.Section;
import io.hydrophone.core.Tags;
import io.hydrophone.http.ListenAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * Section {@code agent}: what measures a machine and its servers, and delivers what was measured.
 *
 * @param host under which all that is measured here is known; null for the machine's own name
 * @param tags that all of it gets
 * @param checks the directory of the checks' files
 * @param installation that a supervisor keeps up to date, plugins included; null for none
 * @param statsd null where it is not listened to
 * @param graphite null where it is not listened to
 * @param falconPush where open-falcon's path is served by itself; null for nowhere
 * @param inEffect all of it, to be shown
 */
public record AgentSection(
        String host,
        Tags tags,
        ServeSettings serve,
        Path checks,
        Path installation,
        StatsdOptions statsd,
        ListenAddress graphite,
        ListenAddress falconPush,
        ExporterSettings exporter,
        List<SinkPlan> sinks,
        InEffect.Keys inEffect) {
    private static final ListenAddress USUAL_ADDRESS = new ListenAddress("127.0.0.1", 17_123);

    /** @param state where the queues of sinks are */
    static AgentSection read(Section section, Protection protection, Path state) {
        return new AgentSection(
                section.text("hostname", null),
                Tags.of(section.pairs("tags")),
                ServeSettings.read(section, USUAL_ADDRESS, protection),
                section.file("checks", "conf.d"),
                section.file("installation", null),
                StatsdSettings.read(section.section("statsd")),
                StatsdSettings.readGraphite(section.section("graphite")),
                falconPush(section.section("falcon_push")),
                ExporterSettings.read(section.section("exporter")),
                SinkSettings.read(section.sections("sinks"), state.resolve("queues")),
                section.inEffect());
    }

    /** Whoever reaches it may post, so it is for this machine. */
    private static ListenAddress falconPush(Section section) {
        ListenAddress usual = new ListenAddress("127.0.0.1", Intake.FALCON_PORT);
        if (!section.flag("enabled", true)) {
            return null;
        }
        ListenAddress address = section.parsed("listen", ListenAddress::parse, usual);
        if (!address.isLoopback() && !section.flag("insecure", false)) {
            section.refuse(
                    "listen",
                    "exposed",
                    "others can reach " + address + ", and whoever does may post",
                    "listen at 127.0.0.1:" + address.port() + "; or add insecure: true, if the network is trusted");
        }
        return address;
    }

    void write(YamlText yaml) {
        yaml.section("agent");
        yaml.entry("hostname", host);
        yaml.list("tags", tags.texts());
        serve.write(yaml);
        yaml.entry("checks", checks);
        yaml.entry("installation", installation);
        yaml.line("  statsd: {listen: "
                + (statsd == null || statsd.host() == null ? "off" : '"' + statsd.host() + ":" + statsd.port() + '"')
                + "}");
        if (graphite != null) {
            yaml.line("  graphite: {listen: \"" + graphite + "\"}");
        }
        yaml.line("  falcon_push: {" + (falconPush == null ? "enabled: false" : "listen: \"" + falconPush + '"') + "}");
        yaml.tree("exporter", inEffect.keys().get("exporter"));
        yaml.tree("sinks", inEffect.keys().get("sinks"));
    }
}
