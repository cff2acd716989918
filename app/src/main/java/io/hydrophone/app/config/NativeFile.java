package io.hydrophone.app.config;

import io.hydrophone.config.Section;
import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.kafka.StreamsOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/** Hydrophone's own configuration, as model and as text. */
final class NativeFile {
    static final int VERSION = 1;

    private NativeFile() {}

    static Configuration read(Section root, Protection protection, Path state) {
        if (!root.has("version")) {
            root.miss("version", "begin the file with: version: " + VERSION);
        }
        root.parsed("version", NativeFile::version, VERSION);
        MasterSection adding = optional(root, "master", master -> MasterSection.read(master, protection));
        ClusterSection cluster = ClusterSection.read(root.section("cluster"));
        checkKafka(root, adding != null && adding.engine() == MasterSection.Engine.KAFKA_STREAMS, cluster.group());
        return new Configuration(
                Kind.NATIVE,
                optional(root, "probe", probe -> ProbeSection.read(probe, protection)),
                adding,
                optional(root, "agent", agent -> AgentSection.read(agent, protection, state)),
                optional(root, "transfer", transfer -> TransferSection.read(transfer, protection)),
                optional(root, "pusher", PusherSection::read),
                optional(root, "kafka", KafkaSection::read),
                optional(root, "streams", StreamsSection::read),
                optional(root, "watcher", WatcherSection::read),
                WebSocketSection.read(root.section("websocket")),
                cluster,
                null,
                List.of());
    }

    private static void checkKafka(Section root, boolean isCopy, String group) {
        if (isCopy && !StreamsOptions.isGroup(group)) {
            root.section("cluster")
                    .refuse(
                            "group",
                            "out-of-range",
                            "topics are named after it",
                            "give up to 100 letters, digits, '.', '_' and '-'");
        }
        if (isCopy && !root.has("kafka")) {
            root.miss("kafka", "engine: kafka-streams takes reports from a topic: name it in a section kafka");
        }
        if (!isCopy && root.has("streams")) {
            root.refuse(
                    "streams",
                    "out-of-range",
                    "only a copy of a master reads it",
                    "say engine: kafka-streams in section master, or remove it");
        }
        if (root.has("pusher") && (isCopy || root.has("kafka"))) {
            root.refuse(
                    "pusher",
                    "out-of-range",
                    isCopy ? "copies of a master do not push" : "reports go to one place, and section kafka is another",
                    isCopy ? "remove it; streams.to_topic hands sums on" : "remove one of both");
        }
    }

    static int version(String text) {
        if (!text.equals(String.valueOf(VERSION))) {
            throw new ProblemException(
                    "unknown-version", "this Hydrophone reads version " + VERSION + " alone", "", "write it for that");
        }
        return VERSION;
    }

    private static <T> T optional(Section root, String name, Function<Section, T> form) {
        Section section = root.section(name);
        return root.has(name) ? form.apply(section) : null;
    }

    /** What is in effect, defaults included and secrets hidden. */
    static String text(Configuration configuration) {
        YamlText yaml = new YamlText();
        if (configuration.runtime() != null) {
            configuration.runtime().note(yaml);
        }
        yaml.line("version: " + VERSION);
        if (configuration.probe() != null) {
            configuration.probe().write(yaml);
        }
        if (configuration.master() != null) {
            configuration.master().write(yaml);
        }
        if (configuration.agent() != null) {
            configuration.agent().write(yaml);
        }
        if (configuration.transfer() != null) {
            configuration.transfer().write(yaml);
        }
        if (configuration.watcher() != null) {
            configuration.watcher().write(yaml);
        }
        if (configuration.pusher() != null) {
            configuration.pusher().write(yaml);
        }
        if (configuration.kafka() != null) {
            configuration.kafka().write(yaml);
        }
        if (configuration.streams() != null) {
            configuration.streams().write(yaml);
        }
        configuration.websocket().write(yaml);
        configuration.cluster().write(yaml);
        return yaml.toString();
    }
}
