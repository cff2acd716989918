package io.hydrophone.agent.transfer;

import io.hydrophone.agent.sink.SinkPlan;
import io.hydrophone.agent.sink.SinkSettings;
import io.hydrophone.config.Section;
import io.hydrophone.http.ListenAddress;
import java.nio.file.Path;
import java.util.List;

/**
 * What a transfer passes on, and where.
 *
 * @param name under which receivers know it, in the keys of batches
 * @param receivers among which series are divided, by their names
 * @param seen the directory of the keys of batches that came
 * @param falcon where open-falcon's agents call; null for nowhere
 */
public record TransferOptions(String name, List<SinkPlan> receivers, Path seen, ListenAddress falcon) {
    public static final int USUAL_PORT = 8675;

    /** Beside the queues, and no name that a receiver may have. */
    private static final String SEEN = "seen.keys";

    /**
     * Reads {@code name}, {@code directory}, {@code receivers} and {@code falcon_listen}; what is wrong is told to the section.
     *
     * @param name where the section has none
     */
    public static TransferOptions read(Section section, String name) {
        Path directory = section.file("directory", "transfer");
        List<SinkPlan> receivers = SinkSettings.read(section.sections("receivers"), directory);
        if (receivers.isEmpty()) {
            section.miss("receivers", "name those that get what comes, each with a name, a type and a url");
        }
        return new TransferOptions(
                section.text("name", name),
                receivers,
                directory.resolve(SEEN),
                section.parsed("falcon_listen", ListenAddress::parse, null));
    }
}
