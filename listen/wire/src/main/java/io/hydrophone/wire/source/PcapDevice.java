package io.hydrophone.wire.source;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.hydrophone.core.ProblemException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** A device that libpcap listens to. */
final class PcapDevice implements LiveDevice {
    /** tcpdump's: more than any packet has. */
    private static final int SNAP_LENGTH = 262_144;

    private static final int NANOSECONDS = 1;

    /** Packets of one device before it is another's turn. */
    private static final int TURN = 1024;

    // struct pcap_pkthdr on 64 bits: a timeval, two lengths
    private static final int SECONDS = 0;
    private static final int FRACTION = 8;
    private static final int CAPTURED = 16;
    private static final int LENGTH = 20;

    private static final int STAT_DROPS = 4;

    /** Where libpcap's own pointers lead. */
    private static final MemorySegment MEMORY = Native.sized(MemorySegment.NULL, Long.MAX_VALUE);

    private final MemorySegment handle;
    private final String device;
    private final LinkType link;
    private final long nanosPerFraction;
    private final MemorySegment header;
    private final MemorySegment data;
    private final MemorySegment statistics;
    private final byte[] packet = new byte[SNAP_LENGTH];
    private long packets;
    private long bytes;
    private long drops;

    private PcapDevice(Arena arena, MemorySegment handle, String device, LinkType link) {
        this.handle = handle;
        this.device = device;
        this.link = link;
        nanosPerFraction = Pcap.precision(handle) == NANOSECONDS ? 1 : 1000;
        header = arena.allocate(JAVA_LONG);
        data = arena.allocate(JAVA_LONG);
        statistics = arena.allocate(64, 8);
    }

    /** @throws io.hydrophone.core.ProblemException when libpcap or the kernel refuses */
    static PcapDevice open(Libc libc, Arena arena, String device, CaptureFilter filter, int bufferBytes) {
        MemorySegment error = arena.allocate(Pcap.ERRBUF_SIZE);
        MemorySegment handle = Pcap.create(arena.allocateFrom(device), error);
        if (handle.address() == 0) {
            throw CaptureProblems.refused(device, "opening the device", error.getString(0));
        }
        try {
            int snap = filter.snapBytes() == 0 ? SNAP_LENGTH : Math.min(SNAP_LENGTH, filter.snapBytes());
            Pcap.configure(handle, snap, PacketSocket.RETIRE_MILLIS, bufferBytes, NANOSECONDS);
            activate(handle, device);
            LinkType link = LinkType.of(Pcap.linkType(handle));
            if (link == null) {
                throw PcapReader.unknownLinkType(Pcap.linkType(handle), device);
            }
            filter(arena, handle, device, PcapFilter.text(filter, link));
            if (Pcap.setNonBlocking(handle, error) != 0) {
                throw CaptureProblems.refused(device, "leaving blocking mode", error.getString(0));
            }
            if (Devices.isLoopback(device)) {
                // libpcap drops the packets that go out too, but only when they have been copied.
                PacketSocket.ignoreOutgoing(libc, arena, Pcap.selectableFile(handle));
            }
            return new PcapDevice(arena, handle, device, link);
        } catch (RuntimeException e) {
            Pcap.close(handle);
            throw e;
        }
    }

    private static void activate(MemorySegment handle, String device) {
        int result = Pcap.activate(handle);
        // Above 0 are warnings, such as that any cannot be promiscuous.
        if (result < 0) {
            throw switch (result) {
                case Pcap.ERROR_PERM_DENIED -> CaptureProblems.noPermission();
                case Pcap.ERROR_NO_SUCH_DEVICE -> CaptureProblems.unknownDevice(new DeviceName(device, 0));
                case Pcap.ERROR_IFACE_NOT_UP -> CaptureProblems.down(device);
                default -> CaptureProblems.refused(device, "activating the device", Pcap.error(handle));
            };
        }
    }

    private static void filter(Arena arena, MemorySegment handle, String device, String text) {
        if (Pcap.filter(handle, arena.allocate(16, 8), arena.allocateFrom(text)) != 0) {
            throw CaptureProblems.refused(device, "setting the filter " + text, Pcap.error(handle));
        }
    }

    @Override
    public boolean deliver(PacketHandler handler) {
        for (int i = 0; i < TURN; i++) {
            int result = Pcap.next(handle, header, data);
            if (result == Pcap.ERROR) {
                throw ended();
            }
            if (result != 1) {
                return i > 0;
            }
            deliverOne(handler);
        }
        return true;
    }

    /** libpcap tells the reason in words alone: The interface disappeared, The network went down. */
    private ProblemException ended() {
        String words = Pcap.error(handle);
        return words.contains("disappeared") || words.contains("down")
                ? CaptureProblems.wentDown(device)
                : CaptureProblems.refused(device, "listening", words);
    }

    private void deliverOne(PacketHandler handler) {
        long about = header.get(JAVA_LONG, 0);
        int captured = MEMORY.get(JAVA_INT, about + CAPTURED);
        int length = MEMORY.get(JAVA_INT, about + LENGTH);
        long nanos = MEMORY.get(JAVA_LONG, about + SECONDS) * 1_000_000_000
                + MEMORY.get(JAVA_INT, about + FRACTION) * nanosPerFraction;
        MemorySegment.copy(MEMORY, JAVA_BYTE, data.get(JAVA_LONG, 0), packet, 0, captured);
        packets++;
        bytes += length;
        handler.packet(nanos, link, packet, 0, captured, length);
    }

    @Override
    public long packets() {
        return packets;
    }

    @Override
    public long bytes() {
        return bytes;
    }

    @Override
    public DeviceCounters counters() {
        if (Pcap.statistics(handle, statistics) == 0) {
            drops = Integer.toUnsignedLong(statistics.get(JAVA_INT, STAT_DROPS));
        }
        return new DeviceCounters(device, packets, bytes, drops, -1, -1);
    }

    @Override
    public void filter(CaptureFilter filter) {
        // libpcap's language has no arithmetic that could tell connections apart: it goes on to deliver all of them.
    }

    @Override
    public int file() {
        return Pcap.selectableFile(handle);
    }

    @Override
    public void failed() {
        // The next call of libpcap says what it was.
    }

    @Override
    public void close() {
        Pcap.close(handle);
    }
}
