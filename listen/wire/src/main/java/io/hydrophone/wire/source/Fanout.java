package io.hydrophone.wire.source;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A group of packet sockets on one device, each of which the kernel gives the packets of some connections
 * ({@link BpfFanout}). Fragments but the first find no connection, and no filter lets them through; so the kernel is not
 * asked to put fragments together here, as it is not for a socket alone.
 */
final class Fanout {
    private static final int SOL_PACKET = 263;
    private static final int PACKET_FANOUT = 18;
    private static final int PACKET_FANOUT_DATA = 22;
    private static final int PROGRAM = 6 << 16;
    /** The kernel chooses a number that no other process uses: a stranger's group would take our packets. */
    private static final int UNIQUE_ID = 0x2000 << 16;

    private static final int ID = 0xffff;

    private final String device;
    private int id = -1;

    Fanout(String device) {
        this.device = device;
    }

    /** Adds a socket that is bound to the device. */
    void join(Libc libc, int socket) {
        try (Arena arena = Arena.ofConfined()) {
            boolean first = id < 0;
            int group = first ? PROGRAM | UNIQUE_ID : PROGRAM | id;
            check(libc, libc.setsockopt(socket, SOL_PACKET, PACKET_FANOUT, arena.allocateFrom(JAVA_INT, group)));
            if (first) {
                MemorySegment answer = arena.allocate(JAVA_INT);
                check(libc, libc.getsockopt(socket, SOL_PACKET, PACKET_FANOUT, answer, arena.allocate(JAVA_INT)));
                id = answer.get(JAVA_INT, 0) & ID;
                check(
                        libc,
                        libc.setsockopt(
                                socket,
                                SOL_PACKET,
                                PACKET_FANOUT_DATA,
                                BpfProgram.inMemory(BpfFanout.program(), arena)));
            }
        }
    }

    private void check(Libc libc, int result) {
        if (result < 0) {
            throw CaptureProblems.noFanout(device, libc.words(-result));
        }
    }
}
