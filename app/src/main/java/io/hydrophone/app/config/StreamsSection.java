package io.hydrophone.app.config;

import io.hydrophone.config.Section;
import io.hydrophone.core.DurationText;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Section {@code streams}: how a copy of a master adds up what it takes from the topic of section {@code kafka}.
 *
 * @param output topic of the same brokers that gets the sum of every interval of a probe; null for none
 * @param interval that reports are added up to, 1 s to 1 h
 * @param kept how long intervals can be asked for, to 24 h
 * @param copiesCa the authority of the other copies' certificates, PEM; null for those that Java trusts
 */
public record StreamsSection(String output, Duration interval, Duration kept, Path copiesCa) {
    private static final StreamsSection DEFAULT =
            new StreamsSection(null, Duration.ofSeconds(10), Duration.ofMinutes(15), null);

    private static final Duration LEAST = Duration.ofSeconds(1);

    static StreamsSection read(Section section) {
        Duration interval = section.duration("interval", DEFAULT.interval, LEAST, Duration.ofHours(1));
        Duration kept = section.duration("keep", DEFAULT.kept, LEAST, Duration.ofDays(1));
        if (kept.compareTo(interval) < 0) {
            section.refuse(
                    "keep",
                    "out-of-range",
                    "it is shorter than the interval",
                    "give at least " + DurationText.of(interval));
        }
        return new StreamsSection(
                section.parsed("to_topic", KafkaSection::topic, null), interval, kept, section.file("copies_ca", null));
    }

    void write(YamlText yaml) {
        yaml.section("streams");
        yaml.entry("to_topic", output);
        yaml.entry("interval", DurationText.of(interval));
        yaml.entry("keep", DurationText.of(kept));
        yaml.entry("copies_ca", copiesCa);
    }
}
