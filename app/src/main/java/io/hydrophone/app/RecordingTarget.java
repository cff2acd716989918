package io.hydrophone.app;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.traffic.broker.BrokerTarget;
import io.hydrophone.traffic.broker.BrokerTargetOptions;
import io.hydrophone.traffic.broker.Brokers;
import io.hydrophone.traffic.mrte.MrteTarget;
import io.hydrophone.traffic.recording.Encryption;
import io.hydrophone.traffic.recording.KeyFile;
import io.hydrophone.traffic.recording.RecordingOptions;
import io.hydrophone.traffic.recording.RecordingWriter;
import io.hydrophone.traffic.recording.TrafficTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Where a recording goes, in which form, and with which key. */
final class RecordingTarget {
    private static final String FILE = "file:";

    private enum Format {
        NATIVE,
        MRTE
    }

    @Option(
            names = "--to",
            required = true,
            paramLabel = "TARGET",
            description =
                    "Where to: file:DIR, a directory of files; amqps://HOST/VHOST, an exchange and queue of RabbitMQ;"
                            + " kafkas://HOST:PORT/TOPIC, a topic (amqp:// and kafka:// without TLS).")
    private String to;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "native",
            description =
                    "native, or mrte: MRTE-Collector's messages, for its players; plain by nature, to RabbitMQ only"
                            + " (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            description =
                    "Encrypt with the key in this file: 32 bytes in hexadecimal digits or base64, its owner's alone"
                            + " (default: a key made once for you, in $XDG_CONFIG_HOME/hydrophone or ~/.config/hydrophone).")
    private Path keyFile;

    @Option(
            names = "--no-encrypt",
            description = "Do not encrypt: whoever can read the recording reads all that clients sent.")
    private boolean plain;

    @Option(
            names = "--queue-dir",
            paramLabel = "DIR",
            description = "Before a broker, what is not yet confirmed waits in this directory"
                    + " (default: ./hydrophone-record-queue).")
    private Path queueDirectory = Path.of("hydrophone-record-queue");

    @Option(
            names = "--queue-size",
            paramLabel = "SIZE",
            defaultValue = "4GiB",
            converter = SizeConverter.class,
            description =
                    "So much may wait there; beyond, the oldest is dropped and counted (default: ${DEFAULT-VALUE}).")
    private long queueBytes;

    @Option(
            names = "--rotate-size",
            paramLabel = "SIZE",
            defaultValue = "256MiB",
            converter = SizeConverter.class,
            description = "Begin another file at this size (default: ${DEFAULT-VALUE}).")
    private long rotateBytes;

    @Option(
            names = "--rotate-time",
            paramLabel = "TIME",
            defaultValue = "1h",
            converter = DurationConverter.class,
            description = "Begin another file after this time (default: ${DEFAULT-VALUE}).")
    private Duration rotateAfter;

    @Option(
            names = "--compression",
            paramLabel = "LEVEL",
            defaultValue = "1",
            description = "zstd's level, 1 to 19; 0 for none (default: ${DEFAULT-VALUE}).")
    private int compression;

    @Option(
            names = "--buffer",
            paramLabel = "SIZE",
            defaultValue = "32MiB",
            converter = SizeConverter.class,
            description =
                    "So much may wait in memory before events are dropped and counted (default: ${DEFAULT-VALUE}).")
    private long bufferBytes;

    String place() {
        return to;
    }

    /** How many blocks may wait. */
    int blocks() {
        return Math.clamp(bufferBytes >> 20, 2, 1_024);
    }

    /**
     * Begins a recording.
     *
     * @param metadata what its files say of it
     * @param told what goes wrong later
     */
    TrafficTarget open(Map<String, String> metadata, Consumer<Problem> told) {
        if (format == Format.MRTE) {
            return MrteTarget.open(to, brokerOptions(), told);
        }
        if (to.startsWith(FILE)) {
            RecordingOptions options =
                    new RecordingOptions(rotateBytes, rotateAfter, compression, encryption(), blocks(), metadata);
            return RecordingWriter.open(Path.of(to.substring(FILE.length())), options, told);
        }
        if (Brokers.isMeant(to)) {
            return BrokerTarget.open(to, encryption(), compression, brokerOptions(), told);
        }
        throw new ProblemException(
                "bad-target",
                "no recording can go to " + to,
                "",
                "name a directory, --to file:DIR, or a broker, --to amqps://HOST/VHOST or kafkas://HOST:PORT/TOPIC");
    }

    private BrokerTargetOptions brokerOptions() {
        return new BrokerTargetOptions(queueDirectory, queueBytes, blocks());
    }

    private Encryption encryption() {
        if (plain && keyFile != null) {
            throw new ProblemException(
                    "bad-encryption", "both --key-file and --no-encrypt are given", "", "choose one of them");
        }
        if (plain) {
            return Encryption.none();
        }
        return Encryption.with(keyFile == null ? KeyFile.ofUser() : KeyFile.read(keyFile));
    }
}
