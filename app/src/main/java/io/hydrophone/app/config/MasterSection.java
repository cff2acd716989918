package io.hydrophone.app.config;

import io.hydrophone.config.Section;

/** Section {@code master}: what merges the reports of many probes. */
public record MasterSection(ReportSettings report, ServeSettings serve) {
    static MasterSection read(Section section, Protection protection) {
        return new MasterSection(
                ReportSettings.read(section), ServeSettings.read(section, ServeSettings.DEFAULT.listen(), protection));
    }

    void write(YamlText yaml) {
        yaml.section("master");
        report.write(yaml);
        serve.write(yaml);
    }
}
