package io.hydrophone.wire.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Listens to devices of this machine. */
public final class LiveCapture {
    /** Every device, those that come later too. */
    public static final String ANY = "any";

    /** The memory shared with the kernel for each device, when the user does not say. */
    public static final int DEFAULT_RING_BYTES = 16 << 20;

    /** More than any machine's traffic of MySQL asks for. */
    public static final int MAX_WORKERS = 64;

    private static final boolean LINUX = System.getProperty("os.name").equals("Linux");

    private static final Path STATUS = Path.of("/proc/thread-self/status");
    private static final String EFFECTIVE = "CapEff:";
    private static final int CAP_NET_RAW = 13;

    private LiveCapture() {}

    /**
     * Begins to listen: packets are collected from here on, and wait for {@link PacketSource#run}.
     *
     * @param devices names as in {@link #devices}, or {@link #ANY}, each perhaps with {@code @PID} for the network
     *     namespace of that process (through a ring alone); one at least
     * @param ringBytes for each device, 2 MiB at least
     * @throws io.hydrophone.core.ProblemException {@code no-permission}, {@code no-such-device}, {@code device-down},
     *     {@code unknown-link-type}, {@code no-libpcap}, {@code not-linux}, {@code capture-refused}, {@code
     *     no-such-process}, {@code namespace-forbidden}
     */
    public static PacketSource open(List<String> devices, CaptureFilter filter, Mechanism mechanism, int ringBytes) {
        return open(devices, filter, mechanism, ringBytes, 1).first();
    }

    /**
     * The same with several workers, each of which hears a part of the connections.
     *
     * @param ringBytes for each device and worker
     * @param workers 1 to {@value #MAX_WORKERS}; more than one only through a ring, and with ports that are known
     * @throws io.hydrophone.core.ProblemException also {@code bad-workers}, {@code no-fanout}
     */
    public static PacketSources open(
            List<String> devices, CaptureFilter filter, Mechanism mechanism, int ringBytes, int workers) {
        List<DeviceName> distinct =
                devices.stream().distinct().map(DeviceName::parse).toList();
        if (distinct.isEmpty()) {
            throw CaptureProblems.noDevice();
        }
        if (workers > 1 && filter.ports().isAuto()) {
            throw CaptureProblems.oneWorkerForAuto(workers);
        }
        return switch (mechanism) {
            case LIBPCAP -> {
                if (workers > 1) {
                    throw CaptureProblems.oneWorkerForLibpcap(workers);
                }
                yield PacketSources.of(Libpcap.open(distinct, filter, ringBytes));
            }
            case AF_PACKET -> {
                if (!LINUX) {
                    throw CaptureProblems.notLinux();
                }
                yield AfPacketRing.open(distinct, filter, ringBytes, workers);
            }
            case AUTO -> open(devices, filter, LINUX ? Mechanism.AF_PACKET : Mechanism.LIBPCAP, ringBytes, workers);
        };
    }

    /**
     * Whether this process may listen, as far as that is known without trying: on Linux, whether the thread holds
     * CAP_NET_RAW. Elsewhere true.
     */
    public static boolean permitted() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(EFFECTIVE))
                    .mapToLong(line -> Long.parseUnsignedLong(
                            line.substring(EFFECTIVE.length()).strip(), 16))
                    .allMatch(capabilities -> (capabilities >>> CAP_NET_RAW & 1) == 1);
        } catch (IOException e) {
            return true;
        }
    }

    /** The names of this machine's devices, in the system's order; without {@link #ANY}. */
    public static List<String> devices() {
        return Devices.names();
    }
}
