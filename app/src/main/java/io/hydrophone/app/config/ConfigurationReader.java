package io.hydrophone.app.config;

import io.hydrophone.config.ConfigurationFile;
import io.hydrophone.config.ConfigurationProblems;
import io.hydrophone.config.Section;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Reads configuration files, Hydrophone's own and mysql-probe's, and shows what is in effect. */
public final class ConfigurationReader {
    private static final String TOKEN_VARIABLE = "HYDROPHONE_TOKEN";

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
        ConfigurationFile source = ConfigurationFile.read(file, environment);
        Section root = source.root();
        Protection protection = new Protection(alone, environment.apply(TOKEN_VARIABLE) != null);
        Configuration read = MySqlProbeFile.isMeant(root)
                ? MySqlProbeFile.read(root, protection, file.toString())
                : NativeFile.read(root, protection);
        source.finish();
        return RuntimeFile.beside(file).over(read, environment);
    }

    /** What is in effect as native YAML, with its defaults; secrets are hidden. */
    public static String text(Configuration configuration) {
        return NativeFile.text(configuration);
    }
}
