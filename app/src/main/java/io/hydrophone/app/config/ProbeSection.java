package io.hydrophone.app.config;

import io.hydrophone.config.Section;

/** Section {@code probe}: what listens beside a server. */
public record ProbeSection(CaptureSettings capture, ReportSettings report, ServeSettings serve) {
    public static final ProbeSection DEFAULT =
            new ProbeSection(CaptureSettings.DEFAULT, ReportSettings.DEFAULT, ServeSettings.DEFAULT);

    static ProbeSection read(Section section, Protection protection) {
        return new ProbeSection(
                CaptureSettings.read(section),
                ReportSettings.read(section),
                ServeSettings.read(section, ServeSettings.DEFAULT.listen(), protection));
    }

    void write(YamlText yaml) {
        yaml.section("probe");
        capture.write(yaml);
        report.write(yaml);
        serve.write(yaml);
    }
}
