package io.hydrophone.app.config;

import io.hydrophone.config.Section;
import io.hydrophone.core.DurationText;
import io.hydrophone.core.ProblemException;
import io.hydrophone.digest.tag.TagOptions;
import io.hydrophone.probe.ReportOptions;
import io.hydrophone.probe.settings.SettingsChange;
import java.time.Duration;
import java.util.List;

/**
 * What is told of what was heard.
 *
 * @param interval between two reports, whole seconds from 1 s to 1 h
 * @param slowThreshold from which on a query is slow, 0 to 1 h
 * @param mask whether literals are hidden in what leaves
 * @param tags of comments and query attributes by which statements are counted, at most 16
 */
public record ReportSettings(Duration interval, Duration slowThreshold, boolean mask, List<String> tags) {
    public static final ReportSettings DEFAULT =
            new ReportSettings(Duration.ofSeconds(1), Duration.ofMillis(100), true, TagOptions.DEFAULT.names());

    private static final Duration LEAST_INTERVAL = Duration.ofSeconds(1);
    static final Duration MOST = Duration.ofHours(1);

    public ReportSettings {
        tags = List.copyOf(tags);
    }

    static ReportSettings read(Section section) {
        return new ReportSettings(
                interval(section), slowThreshold(section), section.flag("mask", DEFAULT.mask), tags(section));
    }

    static Duration interval(Section section) {
        Duration interval = section.duration("interval", DEFAULT.interval, LEAST_INTERVAL, MOST);
        if (interval.toNanosPart() != 0) {
            section.refuse("interval", "out-of-range", "a report is of whole seconds", "give such as 1s or 10s");
            return DEFAULT.interval;
        }
        return interval;
    }

    static Duration slowThreshold(Section section) {
        return section.duration("slow_threshold", DEFAULT.slowThreshold, Duration.ZERO, MOST);
    }

    ReportSettings with(SettingsChange change) {
        return new ReportSettings(
                change.interval() == null ? interval : change.interval(),
                change.slowThreshold() == null ? slowThreshold : change.slowThreshold(),
                mask,
                tags);
    }

    /** What a probe of this name reports. */
    public ReportOptions options(String probe, String version) {
        return new ReportOptions(probe, version, interval, slowThreshold.toNanos(), mask, new TagOptions(tags));
    }

    private static List<String> tags(Section section) {
        List<String> tags = section.list("tags", ReportSettings::tag, DEFAULT.tags);
        if (tags.size() > TagOptions.MAX_NAMES) {
            section.refuse("tags", "too-many-tags", "more than " + TagOptions.MAX_NAMES, "count by fewer at a time");
            return DEFAULT.tags;
        }
        return tags;
    }

    private static String tag(String name) {
        if (name.isEmpty()) {
            throw new ProblemException("wrong-type", "a tag has a name", "", "[] is by no tag");
        }
        return name;
    }

    void write(YamlText yaml) {
        yaml.entry("interval", DurationText.of(interval));
        yaml.entry("slow_threshold", DurationText.of(slowThreshold));
        yaml.entry("mask", mask);
        yaml.list("tags", tags);
    }
}
