package io.hydrophone.agent.plugin;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.CheckKind;
import io.hydrophone.agent.program.Program;
import io.hydrophone.agent.program.ProgramLimits;
import io.hydrophone.agent.program.ProgramResult;
import io.hydrophone.config.Section;
import java.nio.file.Path;

/** People's own commands: each instance a {@code metric_name} and as {@code value} the line for the shell that measures it. */
public final class Shell implements CheckKind {
    @Override
    public String name() {
        return "shell";
    }

    @Override
    public Check read(Section init, Section instance) {
        String metric = instance.text("metric_name", "");
        String line = instance.text("value", "");
        if (metric.isBlank()) {
            instance.miss("metric_name", "give the metric a name");
        }
        if (line.isBlank()) {
            instance.miss("value", "give the command that measures it");
        }
        OutputFormat format = instance.choice("format", OutputFormat.values(), OutputFormat::label, OutputFormat.LINES);
        ProgramLimits limits = PluginLimits.read(instance);
        Program program = new Program(Program.shell(line), Path.of(System.getProperty("file.separator")), limits);
        return out -> {
            ProgramResult result = program.run();
            result.expectExit(metric, limits);
            format.tell(metric, result, out);
        };
    }
}
