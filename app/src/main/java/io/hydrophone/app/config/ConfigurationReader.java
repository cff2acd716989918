package io.hydrophone.app.config;

import io.hydrophone.config.ConfigurationFile;
import io.hydrophone.config.ConfigurationProblems;
import io.hydrophone.config.Section;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Reads configuration files, Hydrophone's own and mysql-probe's, and shows what is in effect. */
public final class ConfigurationReader {
    private ConfigurationReader() {}

    /**
     * Reads a file.
     *
     * @param alone whether the file alone says where to serve: then it is refused when others reach the address and
     *     nothing protects it; otherwise the command line has a say, and whoever serves checks
     * @throws ConfigurationProblems with all that is wrong, when anything is
     */
    public static Configuration read(Path file, boolean alone) {
        return read(file, alone, System::getenv);
    }

    static Configuration read(Path file, boolean alone, UnaryOperator<String> environment) {
        return read(file, alone, environment, file.resolveSibling("state"));
    }

    private static Configuration read(Path file, boolean alone, UnaryOperator<String> environment, Path state) {
        ConfigurationFile source = ConfigurationFile.read(file, environment);
        Section root = source.root();
        Protection protection = new Protection(alone, environment.apply(ServeSettings.TOKEN_VARIABLE) != null);
        Configuration read = MySqlProbeFile.isMeant(root)
                ? MySqlProbeFile.read(root, protection, file.toString())
                : NativeFile.read(root, protection, state);
        source.finish();
        return RuntimeFile.beside(file).over(read, environment);
    }

    /**
     * What holds for an agent.
     *
     * @param file may be missing, and need not say anything of agents; the agent's checks are beside it
     * @param state where the agent keeps what it has not delivered
     * @throws ConfigurationProblems with all that is wrong, when anything is
     */
    public static AgentSection agent(Path file, Path state) {
        AgentSection section =
                Files.exists(file) ? read(file, true, System::getenv, state).agent() : null;
        if (section != null) {
            return section;
        }
        Section root = ConfigurationFile.of("agent: {}", file).root();
        return AgentSection.read(root.section("agent"), new Protection(false, false), state);
    }

    /** What is in effect as native YAML, with its defaults; secrets are hidden. */
    public static String text(Configuration configuration) {
        return NativeFile.text(configuration);
    }
}
