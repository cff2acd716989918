package io.hydrophone.app;

import io.hydrophone.core.Problem;
import io.hydrophone.traffic.broker.BrokerSource;
import io.hydrophone.traffic.broker.Brokers;
import io.hydrophone.traffic.capture.FileSource;
import io.hydrophone.traffic.recording.KeyFile;
import io.hydrophone.traffic.recording.RecordingKey;
import io.hydrophone.traffic.recording.RecordingReader;
import io.hydrophone.traffic.recording.TrafficSource;
import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Where recorded traffic comes from, as {@code --from} names it; another kind of source is one more case of {@link #open}. */
final class RecordedTraffic {
    private static final String FILE = "file:";

    private final List<Path> keyFiles;
    private final boolean follows;
    private final Ports ports;
    private final Consumer<Problem> told;

    /**
     * Opens nothing yet.
     *
     * @param keyFiles the keys that may be needed; the user's own is tried too
     * @param follows whether to wait for more at the end of files that are being written
     * @param ports the servers', where it is a capture
     */
    RecordedTraffic(List<Path> keyFiles, boolean follows, Ports ports, Consumer<Problem> told) {
        this.keyFiles = keyFiles;
        this.follows = follows;
        this.ports = ports;
        this.told = told;
    }

    /**
     * Opens a source.
     *
     * @param from a recording's file or directory, also as {@code file:PATH}; a queue or topic as {@code amqps://} or {@code kafkas://};
     *     a capture, a slow or general log
     */
    TrafficSource open(String from) {
        if (Brokers.isMeant(from)) {
            return BrokerSource.open(from, !follows, keys(), told);
        }
        Path path = Path.of(from.startsWith(FILE) ? from.substring(FILE.length()) : from);
        TrafficSource other = Files.isRegularFile(path) ? FileSource.open(path, DecoderOptions.of(ports), told) : null;
        if (other != null) {
            return other;
        }
        return follows ? RecordingReader.follow(path, keys(), told) : RecordingReader.open(path, keys(), told);
    }

    private List<RecordingKey> keys() {
        return keyFiles.isEmpty()
                ? KeyFile.ofUserIfThere().stream().toList()
                : keyFiles.stream().map(KeyFile::read).toList();
    }

    /** The run of the recording that a source reads, sixteen hexadecimal digits; "" unknown. */
    static String recording(TrafficSource source) {
        return source instanceof RecordingReader reader && reader.header() != null
                ? reader.header().recording()
                : "";
    }
}
