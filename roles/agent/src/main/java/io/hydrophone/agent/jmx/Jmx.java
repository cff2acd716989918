package io.hydrophone.agent.jmx;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.CheckKind;
import io.hydrophone.config.ConfigurationFile;
import io.hydrophone.config.Section;
import io.hydrophone.core.Tags;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Beans of any JVM, by rules as in jmxfetch: those of the instance, those of {@code init_config}, and some that come with
 * it. {@code jmx} brings rules for the JVM itself, {@code weblogic} also those for Oracle WebLogic Server.
 */
public final class Jmx implements CheckKind {
    /** As jmxfetch has it. */
    private static final int USUAL_METRICS = 350;

    private final String name;
    private final List<String> shipped;

    private Jmx(String name, List<String> shipped) {
        this.name = name;
        this.shipped = shipped;
    }

    /** {@code jmx}. */
    public static Jmx ofAnyJvm() {
        return new Jmx("jmx", List.of());
    }

    /** {@code weblogic}. */
    public static Jmx ofWebLogic() {
        return new Jmx("weblogic", List.of("weblogic.yaml"));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Check read(Section init, Section instance) {
        init.flag("is_jmx", true); // in the files of jmxfetch; here it says nothing new
        JmxTarget target = JmxTarget.read(instance);
        List<BeanRule> rules = new ArrayList<>(BeanRule.readAll(instance));
        rules.addAll(BeanRule.readAll(init));
        shipped.forEach(file -> rules.addAll(shipped(file)));
        if (instance.flag("collect_default_jvm_metrics", true)) {
            rules.addAll(shipped("jvm.yaml"));
        }
        return new JmxCheck(
                name + ".can_connect",
                target,
                List.copyOf(rules),
                instance.integer("max_returned_metrics", USUAL_METRICS, 1, 1_000_000),
                instance.seconds("refresh_beans", Duration.ofMinutes(10), Duration.ZERO, Duration.ofDays(1)),
                Tags.pair("instance", instance.text("name", target.text())));
    }

    private static List<BeanRule> shipped(String file) {
        try (InputStream in = Jmx.class.getResourceAsStream(file)) {
            String yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            ConfigurationFile configuration = ConfigurationFile.of(yaml, Path.of(file));
            List<BeanRule> rules = BeanRule.readAll(configuration.root());
            configuration.finish();
            return rules;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
