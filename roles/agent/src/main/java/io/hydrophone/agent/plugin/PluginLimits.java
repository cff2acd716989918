package io.hydrophone.agent.plugin;

import io.hydrophone.agent.program.ProgramLimits;
import io.hydrophone.config.Section;
import java.time.Duration;

/** The keys that bound a plugin's run. */
final class PluginLimits {
    private static final long MEBI = 1 << 20;

    private PluginLimits() {}

    /** Of {@code timeout}, {@code memory}, {@code output} and {@code user}. */
    static ProgramLimits read(Section instance) {
        return new ProgramLimits(
                instance.seconds("timeout", Duration.ofSeconds(10), Duration.ofMillis(100), Duration.ofHours(1)),
                instance.size("memory", 512 * MEBI, 0, 1L << 40),
                (int) instance.size("output", MEBI, 1024, 64 * MEBI),
                instance.text("user", usualUser()));
    }

    /** Root gives its rights to no plugin that does not ask for them. */
    private static String usualUser() {
        return ProcessHandle.current().info().user().orElse("").equals("root") ? "nobody" : "";
    }
}
