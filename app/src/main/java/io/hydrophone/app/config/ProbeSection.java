package io.hydrophone.app.config;

import io.hydrophone.config.Section;
import io.hydrophone.probe.ReportOptions;
import io.hydrophone.probe.settings.SettingsChange;
import io.hydrophone.wire.SampleRatio;

/**
 * Section {@code probe}: what listens beside a server.
 *
 * @param name under which it is known to those who get its reports; null for that of the machine
 */
public record ProbeSection(String name, CaptureSettings capture, ReportSettings report, ServeSettings serve) {
    public static final ProbeSection DEFAULT =
            new ProbeSection(null, CaptureSettings.DEFAULT, ReportSettings.DEFAULT, ServeSettings.DEFAULT);

    static ProbeSection read(Section section, Protection protection) {
        return new ProbeSection(
                section.parsed("name", ReportOptions::checkedName, null),
                CaptureSettings.read(section),
                ReportSettings.read(section),
                ServeSettings.read(section, ServeSettings.DEFAULT.listen(), protection));
    }

    ProbeSection with(SettingsChange change) {
        SampleRatio sample = change.sample() == null ? capture.sample() : change.sample();
        return new ProbeSection(name, capture.with(sample), report.with(change), serve);
    }

    void write(YamlText yaml) {
        yaml.section("probe");
        yaml.entry("name", name);
        capture.write(yaml);
        report.write(yaml);
        serve.write(yaml);
    }
}
