package io.hydrophone.app.config;

import io.hydrophone.config.Section;
import io.hydrophone.core.SizeText;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.SampleRatio;
import io.hydrophone.wire.source.LiveCapture;
import io.hydrophone.wire.source.Mechanism;
import java.nio.file.Path;
import java.util.List;

/**
 * What a probe listens to, and how.
 *
 * @param devices as on the command line; empty where only a server is asked
 * @param capture how packets come from a device
 * @param ringBytes of memory in the kernel, for each device and worker, 64 KiB to 1 GiB
 * @param tunnels whether mirrored traffic in tunnels is heard
 * @param workers threads, 1 to 64
 * @param cpuLimitPercent of one core; 0 for no limit
 * @param sample which part of the sessions is heard
 * @param snapBytes how much of a packet is taken, to 256 KiB; 0 for all
 * @param tlsKeyLog where clients write their secrets; null for nowhere
 */
public record CaptureSettings(
        List<String> devices,
        Ports ports,
        Mechanism capture,
        long ringBytes,
        boolean tunnels,
        int workers,
        int cpuLimitPercent,
        SampleRatio sample,
        int snapBytes,
        Path tlsKeyLog) {
    public static final CaptureSettings DEFAULT = new CaptureSettings(
            List.of(), Ports.of(3306), Mechanism.AUTO, 16 << 20, false, 1, 0, SampleRatio.ALL, 0, null);

    public static final int MOST_SNAP_BYTES = 256 << 10;

    public CaptureSettings {
        devices = List.copyOf(devices);
    }

    static CaptureSettings read(Section section) {
        return new CaptureSettings(
                section.list("devices", device -> device, DEFAULT.devices),
                ports(section),
                section.choice("capture", Mechanism.values(), Mechanism::label, DEFAULT.capture),
                section.size("ring", DEFAULT.ringBytes, 64 << 10, 1 << 30),
                section.flag("tunnels", DEFAULT.tunnels),
                section.integer("workers", DEFAULT.workers, 1, LiveCapture.MAX_WORKERS),
                section.integer("cpu_limit", DEFAULT.cpuLimitPercent, 1, 100 * LiveCapture.MAX_WORKERS),
                section.parsed("sample", SampleRatio::parse, DEFAULT.sample),
                (int) section.size("snap_length", DEFAULT.snapBytes, 0, MOST_SNAP_BYTES),
                section.file("tls_keylog", null));
    }

    private static Ports ports(Section section) {
        List<Ports> given = section.list("ports", Ports::parse, List.of(DEFAULT.ports));
        if (given.stream().anyMatch(Ports::isAuto)) {
            if (given.size() > 1) {
                section.refuse("ports", "out-of-range", "auto stands alone", "give auto, or the ports");
            }
            return Ports.AUTO;
        }
        List<Integer> numbers =
                given.stream().flatMap(ports -> ports.numbers().stream()).toList();
        return numbers.isEmpty() ? DEFAULT.ports : new Ports(numbers);
    }

    CaptureSettings with(SampleRatio ratio) {
        return new CaptureSettings(
                devices, ports, capture, ringBytes, tunnels, workers, cpuLimitPercent, ratio, snapBytes, tlsKeyLog);
    }

    void write(YamlText yaml) {
        yaml.list("devices", devices);
        if (ports.isAuto()) {
            yaml.entry("ports", ports);
        } else {
            yaml.list("ports", ports.numbers());
        }
        yaml.entry("capture", capture.label());
        yaml.entry("ring", SizeText.of(ringBytes));
        yaml.entry("tunnels", tunnels);
        yaml.entry("workers", workers);
        yaml.entry("cpu_limit", cpuLimitPercent == 0 ? null : cpuLimitPercent);
        yaml.entry("sample", sample);
        yaml.entry("snap_length", SizeText.of(snapBytes));
        yaml.entry("tls_keylog", tlsKeyLog);
    }
}
