package io.hydrophone.app.config;

import io.hydrophone.config.ConfigurationFile;
import io.hydrophone.config.Section;
import io.hydrophone.core.DurationText;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.settings.GroupChange;
import io.hydrophone.probe.settings.Settings;
import io.hydrophone.probe.settings.SettingsChange;
import io.hydrophone.wire.SampleRatio;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * What was changed while a probe ran and shall outlast it: {@code hydrophone.runtime.yaml} beside {@code hydrophone.yaml},
 * before which it goes.
 */
public final class RuntimeFile implements Settings.Store {
    private final Path file;
    private final Path configuration;

    private RuntimeFile(Path file, Path configuration) {
        this.file = file;
        this.configuration = configuration;
    }

    /** That of a configuration file; it need not be there. */
    public static RuntimeFile beside(Path configuration) {
        return new RuntimeFile(sibling(configuration, ".runtime.yaml"), configuration);
    }

    /** Where it is noted who changed what. */
    public static Path auditBeside(Path configuration) {
        return sibling(configuration, ".audit.jsonl");
    }

    private static Path sibling(Path configuration, String ending) {
        String name = configuration.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        return configuration.resolveSibling(name + ending);
    }

    /**
     * A configuration with what was changed.
     *
     * @throws io.hydrophone.config.ConfigurationProblems when the file is there and no good
     */
    Configuration over(Configuration read, UnaryOperator<String> environment) {
        boolean ofAMaster = read.probe() == null && read.master() != null;
        return ofAMaster || Files.notExists(file)
                ? read
                : read.with(new Configuration.Changed(file, changes(environment)));
    }

    private SettingsChange changes(UnaryOperator<String> environment) {
        ConfigurationFile source = ConfigurationFile.read(file, environment);
        source.root().parsed("version", NativeFile::version, NativeFile.VERSION);
        Section probe = source.root().section("probe");
        Duration interval = probe.has("interval") ? ReportSettings.interval(probe) : null;
        Duration slow = probe.has("slow_threshold") ? ReportSettings.slowThreshold(probe) : null;
        SampleRatio sample = probe.parsed("sample", SampleRatio::parse, null);
        source.finish();
        return new SettingsChange(interval, slow, sample);
    }

    /** Whole or not at all, also when the machine stops meanwhile. */
    @Override
    public void keep(GroupChange change) {
        SettingsChange earlier = Files.notExists(file) ? SettingsChange.NONE : changes(System::getenv);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            try (FileChannel out = FileChannel.open(
                    fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                ByteBuffer text =
                        StandardCharsets.UTF_8.encode(text(change.change().after(earlier)));
                while (text.hasRemaining()) {
                    out.write(text);
                }
                out.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            Problem problem = new Problem(
                    "not-kept",
                    "the change cannot be kept (" + e.getClass().getSimpleName() + ")",
                    file.toString(),
                    "see who may write there, or leave persist out");
            throw new ProblemException(problem, e);
        }
    }

    private String text(SettingsChange changes) {
        YamlText yaml = new YamlText();
        yaml.line("# Changed over HTTP while the probe ran; goes before " + configuration.getFileName() + ".");
        yaml.line("# Remove a line, or the file, to undo it.");
        yaml.line("version: " + NativeFile.VERSION);
        yaml.section("probe");
        if (changes.interval() != null) {
            yaml.entry("interval", DurationText.of(changes.interval()));
        }
        if (changes.slowThreshold() != null) {
            yaml.entry("slow_threshold", DurationText.of(changes.slowThreshold()));
        }
        if (changes.sample() != null) {
            yaml.entry("sample", changes.sample());
        }
        return yaml.toString();
    }
}
