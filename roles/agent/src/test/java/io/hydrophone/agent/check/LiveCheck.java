package io.hydrophone.agent.check;

import io.hydrophone.core.Problem;
import io.hydrophone.core.Sample;
import io.hydrophone.core.ServiceCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A check that is configured by a file and run as the agent runs it. */
public final class LiveCheck implements AutoCloseable {
    private static final String OWN = "hydrophone.agent.";

    private final String kind;
    private final Checks checks;

    private LiveCheck(String kind, Checks checks) {
        this.kind = kind;
        this.checks = checks;
    }

    /**
     * Writes {@code KIND.d/KIND.yaml} into the directory and reads it.
     *
     * @param instance the keys of the only instance, a line each
     * @throws io.hydrophone.config.ConfigurationProblems when the file is not accepted
     */
    public static LiveCheck of(CheckKind kind, Path directory, String... instance) throws IOException {
        StringBuilder yaml = new StringBuilder("init_config:\ninstances:\n");
        String indent = "- ";
        for (String line : instance) {
            yaml.append(indent).append(line).append('\n');
            indent = "  ";
        }
        return ofFile(kind, directory, instance.length == 0 ? "instances:\n- {}\n" : yaml.toString());
    }

    /** The same of a whole file. */
    public static LiveCheck ofFile(CheckKind kind, Path directory, String yaml) throws IOException {
        Path configuration = Files.createDirectories(directory.resolve(kind.name() + ".d"));
        Files.writeString(configuration.resolve(kind.name() + ".yaml"), yaml);
        return new LiveCheck(
                kind.name(), Checks.of(new CheckDirectory(List.of(kind)).read(configuration, name -> null)));
    }

    /** Runs it once. */
    public Measured run() throws InterruptedException {
        return new Measured(checks.runOnce(kind).getFirst());
    }

    @Override
    public void close() {
        checks.close();
    }

    /** What a run gave, without what the agent says of itself. */
    public record Measured(CheckRun run) {
        /** Values by name and tags: {@code system.disk.total{device:/dev/vda}}. */
        public Map<String, Double> values() {
            Map<String, Double> values = new TreeMap<>();
            run.signals().forEach(signal -> {
                if (signal instanceof Sample sample && !sample.name().startsWith(OWN)) {
                    values.put(
                            sample.name() + (sample.tags().isEmpty() ? "" : "{" + sample.tags() + "}"), sample.value());
                }
            });
            return values;
        }

        public List<ServiceCheck> services() {
            return run.signals().stream()
                    .filter(ServiceCheck.class::isInstance)
                    .map(ServiceCheck.class::cast)
                    .filter(service -> !service.name().startsWith(OWN))
                    .toList();
        }

        /** Null when all went well. */
        public Problem problem() {
            return run.status().problem();
        }
    }
}
