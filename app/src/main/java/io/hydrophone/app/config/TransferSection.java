package io.hydrophone.app.config;

import io.hydrophone.agent.transfer.TransferOptions;
import io.hydrophone.config.InEffect;
import io.hydrophone.config.Section;
import io.hydrophone.http.ListenAddress;
import io.hydrophone.probe.ReportOptions;

/**
 * Section {@code transfer}: takes what many agents send and divides it among receivers.
 *
 * @param inEffect all of it, to be shown
 */
public record TransferSection(TransferOptions options, ServeSettings serve, InEffect.Keys inEffect) {
    private static final ListenAddress USUAL_ADDRESS = new ListenAddress("127.0.0.1", TransferOptions.USUAL_PORT);

    static TransferSection read(Section section, Protection protection) {
        return new TransferSection(
                TransferOptions.read(section, ReportOptions.hostName()),
                ServeSettings.read(section, USUAL_ADDRESS, protection),
                section.inEffect());
    }

    void write(YamlText yaml) {
        yaml.section("transfer");
        yaml.entry("name", options.name());
        serve.write(yaml);
        yaml.entry("falcon_listen", options.falcon());
        yaml.tree("directory", inEffect.keys().get("directory"));
        yaml.tree("receivers", inEffect.keys().get("receivers"));
    }
}
