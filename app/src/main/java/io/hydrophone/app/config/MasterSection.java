package io.hydrophone.app.config;

import io.hydrophone.config.Section;
import io.hydrophone.core.SizeText;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Section {@code master}: what merges the reports of many probes.
 *
 * @param engine that adds up
 * @param name under which the other nodes know it; null for the machine's
 * @param directory of its sums and its journal
 * @param journalBytes that the journal may take, 4 MiB to 1 TiB
 */
public record MasterSection(
        Engine engine, String name, Path directory, long journalBytes, ReportSettings report, ServeSettings serve) {
    /** What adds up. */
    public enum Engine {
        /** This process, with sums and a journal on its disk. */
        OWN,
        /** Any number of copies, with what is in Kafka. */
        KAFKA_STREAMS;

        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static final String DEFAULT_DIRECTORY = "master";
    static final long DEFAULT_JOURNAL_BYTES = 1L << 30;

    static MasterSection read(Section section, Protection protection) {
        return new MasterSection(
                section.choice("engine", Engine.values(), Engine::label, Engine.OWN),
                section.text("name", null),
                section.file("directory", DEFAULT_DIRECTORY),
                section.size("journal_size", DEFAULT_JOURNAL_BYTES, 4 << 20, 1L << 40),
                ReportSettings.read(section),
                ServeSettings.read(section, ServeSettings.DEFAULT.listen(), protection));
    }

    void write(YamlText yaml) {
        yaml.section("master");
        yaml.entry("engine", engine.label());
        yaml.entry("name", name);
        yaml.entry("directory", directory);
        yaml.entry("journal_size", SizeText.of(journalBytes));
        report.write(yaml);
        serve.write(yaml);
    }
}
