package io.hydrophone.app.config;

import io.hydrophone.config.Section;
import io.hydrophone.core.ProblemException;
import java.util.List;
import java.util.function.Function;

/** Hydrophone's own configuration, as model and as text. */
final class NativeFile {
    static final int VERSION = 1;

    private NativeFile() {}

    static Configuration read(Section root, Protection protection) {
        if (!root.has("version")) {
            root.miss("version", "begin the file with: version: " + VERSION);
        }
        root.parsed("version", NativeFile::version, VERSION);
        return new Configuration(
                Kind.NATIVE,
                optional(root, "probe", probe -> ProbeSection.read(probe, protection)),
                optional(root, "master", master -> MasterSection.read(master, protection)),
                optional(root, "pusher", PusherSection::read),
                optional(root, "watcher", WatcherSection::read),
                WebSocketSection.read(root.section("websocket")),
                ClusterSection.read(root.section("cluster")),
                null,
                List.of());
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
        if (configuration.watcher() != null) {
            configuration.watcher().write(yaml);
        }
        if (configuration.pusher() != null) {
            configuration.pusher().write(yaml);
        }
        configuration.websocket().write(yaml);
        configuration.cluster().write(yaml);
        return yaml.toString();
    }
}
