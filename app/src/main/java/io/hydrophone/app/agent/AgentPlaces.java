package io.hydrophone.app.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * Where an agent's files are.
 *
 * @param configuration may be missing: then everything is as usual
 * @param state queue, log and process id
 */
record AgentPlaces(Path configuration, Path state) {
    private static final Path SYSTEM = Path.of("/etc/hydrophone");

    /** As given, else where the system, or the user who is not the system's, keeps such files. */
    static AgentPlaces of(Path configuration, Path state, UnaryOperator<String> environment) {
        Path home = Path.of(System.getProperty("user.home"));
        String programData = environment.apply("ProgramData");
        boolean isSystem = Files.isWritable(Path.of("/etc"));
        Path settings = programData != null
                ? Path.of(programData, "hydrophone")
                : isSystem ? SYSTEM : directory(environment.apply("XDG_CONFIG_HOME"), home.resolve(".config"));
        Path kept = programData != null
                ? settings.resolve("state")
                : isSystem
                        ? Path.of("/var/lib/hydrophone/agent")
                        : directory(environment.apply("XDG_STATE_HOME"), home.resolve(".local/state"))
                                .resolve("agent");
        return new AgentPlaces(
                configuration == null ? settings.resolve("hydrophone.yaml") : configuration.toAbsolutePath(),
                state == null ? kept : state.toAbsolutePath());
    }

    private static Path directory(String given, Path usual) {
        return (given == null || given.isEmpty() ? usual : Path.of(given)).resolve("hydrophone");
    }

    Path log() {
        return state.resolve("agent.log");
    }

    Path processId() {
        return state.resolve("agent.pid");
    }
}
