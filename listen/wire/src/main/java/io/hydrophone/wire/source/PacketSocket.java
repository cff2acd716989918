package io.hydrophone.wire.source;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.hydrophone.wire.source.BpfAssembler.Instruction;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/**
 * A packet socket of Linux on one device, or on all, with its ring (TPACKET_V3): the kernel writes packets one after
 * another into a block, hands the block over when it is full or old, and takes it back when its status word is cleared.
 *
 * @see <a href="https://www.kernel.org/doc/html/latest/networking/packet_mmap.html">Packet MMAP</a>
 */
final class PacketSocket implements LiveDevice {
    /** Holds the largest packet many times over, so little room is lost at the end of a block. */
    static final int BLOCK_BYTES = 1 << 20;

    /** How long the kernel may keep a block that is not full; it looks at that interval, so twice that at worst. */
    static final int RETIRE_MILLIS = 50;

    private static final boolean BIG_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN;
    private static final ValueLayout.OfShort NETWORK_SHORT = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final VarHandle STATUS = JAVA_INT.varHandle();

    private static final int AF_PACKET = 17;
    private static final int SOCK_RAW = 3;
    private static final short ETH_P_ALL = 3;

    private static final int SOL_SOCKET = 1;
    private static final int SO_ERROR = 4;
    private static final int SO_ATTACH_FILTER = 26;

    private static final int SOL_PACKET = 263;
    private static final int PACKET_RX_RING = 5;
    private static final int PACKET_STATISTICS = 6;
    private static final int PACKET_VERSION = 10;
    private static final int PACKET_IGNORE_OUTGOING = 23;
    private static final int TPACKET_V3 = 2;

    /** Only its product with the count matters here: in version 3 packets take what room they need. */
    private static final int FRAME_BYTES = 2048;

    // struct tpacket_block_desc
    private static final int BLOCK_STATUS = 8;
    private static final int BLOCK_PACKETS = 12;
    private static final int BLOCK_FIRST_PACKET = 16;
    private static final int BLOCK_USED = 20;
    private static final int STATUS_USER = 1;
    private static final int STATUS_KERNEL = 0;

    // struct tpacket3_hdr, followed by struct sockaddr_ll
    private static final int PACKET_NEXT = 0;
    private static final int PACKET_SECONDS = 4;
    private static final int PACKET_NANOSECONDS = 8;
    private static final int PACKET_CAPTURED = 12;
    private static final int PACKET_LENGTH = 16;
    private static final int PACKET_MAC = 24;
    private static final int PACKET_DEVICE_TYPE = 48 + 8;

    private final Libc libc;
    private final Arena arena;
    private final int socket;
    private final String device;
    private final MemorySegment answer;
    private final MemorySegment size;
    private MemorySegment ring;
    private int blocks;
    private int next;
    /** The most blocks that have waited at once since {@link #counters}. */
    private int used;

    private int peak;

    /** The block that was read last. Read from the heap: the ring's is back with the kernel, and access is faster. */
    private final byte[] block = new byte[BLOCK_BYTES];

    private long packets;
    private long bytes;
    private long drops;

    private PacketSocket(Libc libc, Arena arena, int socket, String device) {
        this.libc = libc;
        this.arena = arena;
        this.socket = socket;
        this.device = device;
        answer = arena.allocate(20, 8);
        size = arena.allocate(JAVA_INT);
    }

    /**
     * Nothing arrives before {@link #filter} says what is wanted.
     *
     * @param device as the user named it, on the calling thread's network namespace
     * @param fanout whose member the socket becomes; null where it is alone
     * @param ringBytes a multiple of {@link #BLOCK_BYTES}
     * @throws io.hydrophone.core.ProblemException when there is no such device, or the kernel refuses
     */
    static PacketSocket open(Libc libc, Arena arena, DeviceName device, Fanout fanout, int ringBytes) {
        int index = index(libc, arena, device);
        int file = libc.socket(AF_PACKET, SOCK_RAW, 0);
        if (file == -Libc.EPERM) {
            throw CaptureProblems.noPermission();
        }
        if (file < 0) {
            throw CaptureProblems.refused(device.toString(), "opening a packet socket", libc.words(-file));
        }
        PacketSocket opened = new PacketSocket(libc, arena, file, device.toString());
        try {
            opened.attach(Bpf.nothing());
            opened.map(ringBytes);
            opened.bind(index);
            if (fanout != null) {
                fanout.join(libc, file);
            }
        } catch (RuntimeException e) {
            libc.close(file);
            throw e;
        }
        return opened;
    }

    private static int index(Libc libc, Arena arena, DeviceName device) {
        if (device.isAny()) {
            return 0;
        }
        int index = libc.deviceIndex(arena.allocateFrom(device.device()));
        if (index == 0) {
            throw CaptureProblems.unknownDevice(device);
        }
        return index;
    }

    /** Lets packets that pass this program in from now on, in place of those that passed the one before. */
    void attach(List<Instruction> program) {
        try (Arena brief = Arena.ofConfined()) {
            set(SOL_SOCKET, SO_ATTACH_FILTER, BpfProgram.inMemory(program, brief), "attaching the packet filter");
        }
    }

    @Override
    public void filter(CaptureFilter filter) {
        attach(Bpf.program(filter));
    }

    private void map(int ringBytes) {
        blocks = ringBytes / BLOCK_BYTES;
        set(SOL_PACKET, PACKET_VERSION, arena.allocateFrom(JAVA_INT, TPACKET_V3), "choosing TPACKET_V3");
        MemorySegment request = arena.allocateFrom(
                JAVA_INT,
                BLOCK_BYTES,
                blocks,
                FRAME_BYTES,
                BLOCK_BYTES / FRAME_BYTES * blocks,
                RETIRE_MILLIS,
                /* private area */ 0,
                /* features */ 0);
        set(SOL_PACKET, PACKET_RX_RING, request, "making a ring of " + (ringBytes >> 20) + " MiB");
        ring = libc.mmap(socket, ringBytes, arena);
        if (ring == null) {
            throw CaptureProblems.refused(device, "mapping the ring", libc.words(libc.error()));
        }
    }

    private void bind(int index) {
        MemorySegment address = arena.allocate(20, 4);
        address.set(JAVA_SHORT, 0, (short) AF_PACKET);
        address.set(NETWORK_SHORT, 2, ETH_P_ALL);
        address.set(JAVA_INT, 4, index);
        int result = libc.bind(socket, address);
        if (result < 0) {
            throw CaptureProblems.refused(device, "binding to the device", libc.words(-result));
        }
        if (error() == Libc.ENETDOWN) {
            throw CaptureProblems.down(device);
        }
        if (index == 0) {
            return;
        }
        libc.getsockname(socket, address, size);
        int type = Short.toUnsignedInt(address.get(JAVA_SHORT, 8));
        if (DeviceType.link(type) == null) {
            throw CaptureProblems.unknownLinkType(device, type);
        }
        if (type == DeviceType.LOOPBACK) {
            ignoreOutgoing(libc, arena, socket);
        }
    }

    /**
     * On loopback, where what goes out comes in again: spares the sender the copy that would only be refused. Kernels
     * before 4.20 do not know the option, and nothing but speed depends on it.
     */
    static void ignoreOutgoing(Libc libc, Arena arena, int socket) {
        libc.setsockopt(socket, SOL_PACKET, PACKET_IGNORE_OUTGOING, arena.allocateFrom(JAVA_INT, 1));
    }

    private void set(int level, int option, MemorySegment value, String doing) {
        int result = libc.setsockopt(socket, level, option, value);
        if (result < 0) {
            throw CaptureProblems.refused(device, doing, libc.words(-result));
        }
    }

    /** Delivers the packets of the next block, if the kernel has handed it over. */
    @Override
    public boolean deliver(PacketHandler handler) {
        long at = (long) next * BLOCK_BYTES;
        if (!waits(next)) {
            return false;
        }
        while (used < blocks && waits((next + used) % blocks)) {
            used++;
        }
        MemorySegment.copy(ring, JAVA_BYTE, at, block, 0, ring.get(JAVA_INT, at + BLOCK_USED));
        STATUS.setRelease(ring, at + BLOCK_STATUS, STATUS_KERNEL);
        next = next + 1 == blocks ? 0 : next + 1;
        walk(handler);
        return true;
    }

    /** Whether the kernel has handed over a block. */
    private boolean waits(int number) {
        long at = (long) number * BLOCK_BYTES;
        return ((int) STATUS.getAcquire(ring, at + BLOCK_STATUS) & STATUS_USER) != 0;
    }

    private void walk(PacketHandler handler) {
        byte[] data = block;
        int count = Words.int32(data, BLOCK_PACKETS, BIG_ENDIAN);
        int at = Words.int32(data, BLOCK_FIRST_PACKET, BIG_ENDIAN);
        long wire = 0;
        for (int i = 0; i < count; i++) {
            long nanos = Words.unsigned32(data, at + PACKET_SECONDS, BIG_ENDIAN) * 1_000_000_000
                    + Words.int32(data, at + PACKET_NANOSECONDS, BIG_ENDIAN);
            int length = Words.int32(data, at + PACKET_LENGTH, BIG_ENDIAN);
            LinkType link = DeviceType.link(Words.int16(data, at + PACKET_DEVICE_TYPE, BIG_ENDIAN));
            handler.packet(
                    nanos,
                    link,
                    data,
                    at + Words.int16(data, at + PACKET_MAC, BIG_ENDIAN),
                    Words.int32(data, at + PACKET_CAPTURED, BIG_ENDIAN),
                    length);
            wire += length;
            at += Words.int32(data, at + PACKET_NEXT, BIG_ENDIAN);
        }
        packets += count;
        bytes += wire;
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
        // The kernel begins to count anew at each question.
        if (libc.getsockopt(socket, SOL_PACKET, PACKET_STATISTICS, answer.asSlice(0, 12), size) == 0) {
            drops += Integer.toUnsignedLong(answer.get(JAVA_INT, 4));
        }
        peak = Math.max(peak, used);
        DeviceCounters counters =
                new DeviceCounters(device, packets, bytes, drops, (double) used / blocks, (double) peak / blocks);
        used = 0;
        return counters;
    }

    @Override
    public int file() {
        return socket;
    }

    @Override
    public void failed() {
        int error = error();
        if (error == Libc.ENETDOWN) {
            throw CaptureProblems.wentDown(device);
        }
        if (error != 0) {
            throw CaptureProblems.refused(device, "listening", libc.words(error));
        }
    }

    /** The error that the kernel holds for this socket, once; 0 when there is none. */
    private int error() {
        libc.getsockopt(socket, SOL_SOCKET, SO_ERROR, answer.asSlice(0, 4), size);
        return answer.get(JAVA_INT, 0);
    }

    @Override
    public void close() {
        libc.close(socket);
    }
}
