package io.hydrophone.app;

import io.hydrophone.app.config.CaptureSettings;
import io.hydrophone.core.ProblemException;
import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.SampleRatio;
import io.hydrophone.wire.source.CaptureFilter;
import io.hydrophone.wire.source.LiveCapture;
import io.hydrophone.wire.source.Mechanism;
import io.hydrophone.wire.source.PacketSource;
import io.hydrophone.wire.source.PacketSources;
import io.hydrophone.wire.tls.KeyLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where packets come from: files or devices. Shared by all commands that listen. */
final class CaptureOptions {
    /** Connections whose secrets are kept: while listening those that may still be open, some 5 MB. */
    private static final int LIVE_SECRETS = 16_384;
    /** Beside a file all that may be in it, some 40 MB. */
    private static final int FILE_SECRETS = 131_072;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "Captures (pcap, pcapng); digest reads query logs too; - is standard input.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = {"-i", "--interface"},
            paramLabel = "DEV[,DEV...]",
            description = "Listen on these devices; any: on all; DEV@PID: in the network namespace of a process."
                    + " A file is read as one.")
    private String devices;

    @Option(
            names = {"-p", "--port"},
            paramLabel = "P[,P...]|auto",
            defaultValue = "3306",
            description = "The servers' ports (default: ${DEFAULT-VALUE}); auto finds servers by their greeting.")
    private String ports;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "Stop listening after this time, such as 60s or 5m.")
    private Duration duration;

    @Option(
            names = "--capture",
            paramLabel = "WAY",
            defaultValue = "auto",
            description = "How to listen: auto, af_packet or libpcap (default: ${DEFAULT-VALUE}).")
    private Mechanism mechanism;

    @Option(
            names = "--ring",
            paramLabel = "SIZE",
            defaultValue = "16MiB",
            converter = SizeConverter.class,
            description = "Room for packets in the kernel, for each device and worker (default: ${DEFAULT-VALUE}).")
    private long ringBytes;

    @Option(
            names = "--tunnels",
            description =
                    "On devices, also hear what is mirrored in VXLAN, GRE or ERSPAN; in files it is always heard.")
    private boolean tunnels;

    @Option(
            names = "--snap-length",
            paramLabel = "SIZE",
            defaultValue = "0",
            converter = SizeConverter.class,
            description = "On devices, take so much of a packet; what is cut off is a counted gap (default: all).")
    private long snapBytes;

    @Option(
            names = "--tls-keylog",
            paramLabel = "FILE",
            description = "Decrypt TLS with the secrets that clients write to this file (SSLKEYLOGFILE); it may grow.")
    private Path keyLog;

    @Option(
            names = "--sample",
            paramLabel = "1/N",
            description = "Hear one session of N, whole; counts times N are estimates.")
    private String sample;

    boolean isLive() {
        return devices != null && !isFile(devices);
    }

    List<String> files() {
        return devices != null && isFile(devices) ? List.of(devices) : files;
    }

    /** Whether {@code -i} names a capture, and no device of that name is there. */
    private static boolean isFile(String name) {
        return Files.isRegularFile(Path.of(name)) && !Files.exists(Path.of("/sys/class/net", name));
    }

    List<String> devices() {
        return devices == null ? List.of() : Arrays.asList(devices.split(","));
    }

    Ports ports() {
        return Ports.parse(ports);
    }

    /** Which part of the sessions to hear. */
    SampleRatio sample() {
        return sample == null ? SampleRatio.ALL : SampleRatio.parse(sample);
    }

    /** For a decoder of what these options ask for. */
    DecoderOptions decoding() {
        return DecoderOptions.of(ports()).withKeyLog(openKeyLog()).sampled(sample());
    }

    /** How long to listen, or null for as long as wanted. */
    Duration duration() {
        return duration;
    }

    /** Fails unless there is something to listen to, and only one kind of it. */
    void check() {
        boolean both = devices != null && !files.isEmpty();
        if (both || (!isLive() && files().isEmpty())) {
            throw new ProblemException(
                    "no-input",
                    both ? "both files and a device are given" : "neither a file nor a device is given",
                    "",
                    "name a capture file, - for standard input, or a device with -i (-i any for all)");
        }
    }

    /** The key log, to be opened once; null when none is given. */
    KeyLog openKeyLog() {
        return keyLog == null ? null : KeyLog.open(keyLog, isLive() ? LIVE_SECRETS : FILE_SECRETS);
    }

    static boolean isStandardInput(String file) {
        return file.equals("-");
    }

    PacketSource openDevices() {
        return LiveCapture.open(devices(), filter(), mechanism, ringBytes());
    }

    /** The same for several workers that share the sessions. */
    PacketSources openDevices(int workers) {
        return LiveCapture.open(devices(), filter(), mechanism, ringBytes(), workers);
    }

    private CaptureFilter filter() {
        if (snapBytes < 0 || snapBytes > CaptureSettings.MOST_SNAP_BYTES) {
            throw new ProblemException("bad-snap-length", "--snap-length is at most 256KiB", "", "0 takes all");
        }
        return new CaptureFilter(ports(), tunnels, sample(), (int) snapBytes);
    }

    private int ringBytes() {
        return (int) Math.min(ringBytes, 1 << 30);
    }
}
