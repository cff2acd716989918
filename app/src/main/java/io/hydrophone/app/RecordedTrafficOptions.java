package io.hydrophone.app;

import io.hydrophone.core.Problem;
import io.hydrophone.traffic.recording.KeyFile;
import io.hydrophone.traffic.recording.RecordingKey;
import io.hydrophone.wire.Ports;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** How traffic is read that was kept, in a recording or a capture. */
final class RecordedTrafficOptions {
    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description = "A key with which a recording is encrypted (default: your own); may be repeated.")
    private List<Path> keyFiles = List.of();

    @Option(
            names = {"-p", "--port"},
            paramLabel = "P[,P...]|auto",
            defaultValue = "3306",
            description =
                    "Of a capture, the servers' ports (default: ${DEFAULT-VALUE}); auto finds them by their greeting.")
    private String ports;

    /** @param follow whether to wait for more at the end of a recording */
    RecordedTraffic traffic(boolean follow, Consumer<Problem> told) {
        return new RecordedTraffic(keyFiles, follow, Ports.parse(ports), told);
    }

    /** With which another recording is encrypted that is made of it. */
    RecordingKey key() {
        return keyFiles.isEmpty() ? KeyFile.ofUser() : KeyFile.read(keyFiles.getFirst());
    }
}
