package io.hydrophone.upkeep.server;

import io.hydrophone.config.ConfigurationFile;
import io.hydrophone.config.Section;
import io.hydrophone.core.ProblemException;
import io.hydrophone.upkeep.release.Manifest;
import io.hydrophone.upkeep.release.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which version is for whom. A pin decides; else the first stage that takes the agent; else the stable version.
 *
 * @param stable for all others; null for the newest that is there
 * @param stages in the file's order
 */
record Rollout(String stable, List<Stage> stages, List<Pin> pins) {
    /** Without a file: everybody gets what was signed last. */
    static final Rollout NEWEST = new Rollout(null, List.of(), List.of());

    /** Hundredths of a percent. */
    private static final int WHOLE = 10_000;

    /**
     * A version for some.
     *
     * @param percent of the agents, 0 to 100
     * @param tags an agent has to have one of them; none for any agent
     * @param stopAfter so many agents have gone back from it: then nobody else gets it; 0 for never
     */
    record Stage(String version, int percent, Set<String> tags, int stopAfter) {
        Stage {
            tags = Set.copyOf(tags);
        }

        /** The same agents at each question, and more of them, never others, as the share grows. */
        boolean takes(Asking asking) {
            return (tags.isEmpty() || asking.tags().stream().anyMatch(tags::contains))
                    && position(asking.agent(), version) < percent * (WHOLE / 100);
        }

        /** Where an agent stands, 0 to 9,999: evenly, and elsewhere for each version, so that it is not always the same who go first. */
        static int position(String agent, String version) {
            String digest = Sha256.of((version + "\0" + agent).getBytes(StandardCharsets.UTF_8));
            return (int) (Long.parseLong(digest, 0, 12, 16) % WHOLE);
        }
    }

    record Pin(String agent, String version) {}

    Rollout {
        stages = List.copyOf(stages);
        pins = List.copyOf(pins);
    }

    /** @throws io.hydrophone.config.ConfigurationProblems with all that is wrong */
    static Rollout read(Path file) {
        ConfigurationFile source = ConfigurationFile.read(file, System::getenv);
        Section root = source.root();
        root.integer("version", 1, 1, 1);
        List<Stage> stages = new ArrayList<>();
        for (Section section : root.sections("stages")) {
            expect(section, "release");
            stages.add(new Stage(
                    section.parsed("release", Rollout::version, "0"),
                    section.integer("percent", 100, 0, 100),
                    Set.copyOf(section.list("tags", text -> text, List.of())),
                    section.integer("stop_after", 0, 0, 1_000_000)));
        }
        List<Pin> pins = new ArrayList<>();
        for (Section section : root.sections("pins")) {
            expect(section, "agent");
            expect(section, "release");
            pins.add(new Pin(
                    section.parsed("agent", Asking::agent, "0"), section.parsed("release", Rollout::version, "0")));
        }
        Rollout rollout = new Rollout(root.parsed("stable", Rollout::version, null), stages, pins);
        source.finish();
        return rollout;
    }

    /** Whether an agent is held at a version; null when it is not. */
    String pinned(String agent) {
        return pins.stream()
                .filter(pin -> pin.agent().equals(agent))
                .map(Pin::version)
                .findFirst()
                .orElse(null);
    }

    private static void expect(Section section, String key) {
        if (!section.has(key)) {
            section.miss(key, "give it");
        }
    }

    private static String version(String text) {
        if (!Manifest.isVersion(text)) {
            throw new ProblemException("wrong-type", "this is no version", "", "give one as it was signed, in quotes");
        }
        return text;
    }
}
