package io.hydrophone.wire.source;

import static io.hydrophone.wire.source.Native.function;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.List;

/** Puts frames on a device as they are. */
final class FrameSender {
    private static final MethodHandle WRITE =
            Native.bind(Native.LINKER.defaultLookup(), "write", function(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG));

    private FrameSender() {}

    static void send(String device, List<byte[]> frames) {
        try (Arena arena = Arena.ofConfined()) {
            Libc libc = new Libc(arena);
            int raw = 3;
            int packet = 17;
            int socket = libc.socket(packet, raw, 0);
            MemorySegment address = arena.allocate(20, 4);
            address.set(JAVA_SHORT, 0, (short) packet);
            address.set(JAVA_INT, 4, libc.deviceIndex(arena.allocateFrom(device)));
            assertThat(libc.bind(socket, address)).isZero();
            for (byte[] frame : frames) {
                assertThat(write(socket, arena.allocateFrom(JAVA_BYTE, frame))).isEqualTo(frame.length);
            }
            libc.close(socket);
        }
    }

    private static long write(int socket, MemorySegment frame) {
        try {
            return (long) WRITE.invokeExact(socket, frame, frame.byteSize());
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }
}
