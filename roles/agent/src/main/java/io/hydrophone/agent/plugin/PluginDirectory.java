package io.hydrophone.agent.plugin;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.CheckKind;
import io.hydrophone.agent.program.ProgramLimits;
import io.hydrophone.config.Section;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A directory of plugins, as open-falcon has it: {@code SECONDS_NAME.ENDING} each, run by itself. It is looked at anew with
 * every run of the check, which is how the agent learns of new plugins.
 */
public final class PluginDirectory implements CheckKind {
    @Override
    public String name() {
        return "plugins";
    }

    @Override
    public Duration pace() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Check read(Section init, Section instance) {
        Path directory = instance.file("directory", null);
        if (directory == null) {
            instance.miss("directory", "give the directory in which the plugins are");
        }
        OutputFormat format =
                instance.choice("format", OutputFormat.values(), OutputFormat::label, OutputFormat.FALCON);
        int atOnce = instance.integer("at_once", 4, 1, 64);
        ProgramLimits limits = PluginLimits.read(instance);
        return new PluginRuns(directory, format, limits, atOnce);
    }
}
