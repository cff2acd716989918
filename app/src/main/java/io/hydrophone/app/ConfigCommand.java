package io.hydrophone.app;

import io.hydrophone.app.config.Configuration;
import io.hydrophone.app.config.ConfigurationReader;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code hydrophone config}: what a configuration file says, and what is wrong with it. */
@Command(
        name = "config",
        description =
                "Check a configuration file, or show what is in effect with it. mysql-probe's files are read too.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  hydrophone config check hydrophone.yaml   all that is wrong, and where",
            "  hydrophone config show hydrophone.yaml    what is in effect, without secrets",
            "  hydrophone config show mysql-probe.yaml   the translation of mysql-probe's",
            "",
            "Exit status: 0 nothing is wrong, 2 something is."
        })
final class ConfigCommand extends ConsoleCommand {
    private enum Action {
        CHECK,
        SHOW
    }

    @Parameters(index = "0", paramLabel = "check|show", description = "What to do with it.")
    private Action action;

    @Parameters(index = "1", paramLabel = "FILE", description = "Hydrophone's configuration, or mysql-probe's.")
    private Path file;

    @Override
    public Integer call() {
        Configuration configuration = ConfigurationReader.read(file, true);
        switch (action) {
            case CHECK -> {
                out().println(file + ": fine (" + configuration.kind().label() + ")");
                configuration.remarks().forEach(remark -> notice(remark.text()));
            }
            case SHOW -> {
                out().println("# " + file + ", " + configuration.kind().label());
                out().print(ConfigurationReader.text(configuration));
            }
        }
        return 0;
    }
}
