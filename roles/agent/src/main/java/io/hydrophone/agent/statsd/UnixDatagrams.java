package io.hydrophone.agent.statsd;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A Unix datagram socket of Linux, which Java has none of. Everyone on the machine may write to it, as to dd-agent's. */
final class UnixDatagrams implements DatagramSource {
    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int SO_RCVBUF = 8;
    private static final int BUFFER_BYTES = 8 << 20;
    /** Of {@code struct sockaddr_un}: a family of two bytes, and the path with a zero. */
    private static final int ADDRESS_BYTES = 110;

    private static final int PATH_AT = 2;
    private static final int WAIT_MICROS = 250_000;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle SOCKET = handle("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = handle("bind", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SETSOCKOPT =
            handle("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle RECV = handle("recv", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle CLOSE = handle("close", JAVA_INT, JAVA_INT);

    private final Path path;
    private final int descriptor;
    private final byte[] bytes = new byte[MAX_BYTES];
    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(MAX_BYTES);
    /** Held while the descriptor is used, which is no longer than a receive waits. */
    private final Object using = new Object();

    private boolean closed;

    /** @throws IOException when there is no such socket to be had there */
    UnixDatagrams(Path path) throws IOException {
        this.path = path;
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        if (name.length > ADDRESS_BYTES - PATH_AT - 1) {
            throw new IOException("the path is longer than " + (ADDRESS_BYTES - PATH_AT - 1) + " bytes");
        }
        Files.deleteIfExists(
                path); // Left by a process before this one: an address is taken as long as its file is there.
        descriptor = call(SOCKET, AF_UNIX, SOCK_DGRAM, 0);
        try (Arena temporary = Arena.ofConfined()) {
            MemorySegment address = temporary.allocate(ADDRESS_BYTES);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
            MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, PATH_AT, name.length);
            int bound = descriptor < 0 ? -1 : call(BIND, descriptor, address, ADDRESS_BYTES);
            if (bound != 0) {
                close();
                throw new IOException("no datagram socket can be made there");
            }
            MemorySegment patience = temporary.allocate(16, 8);
            patience.set(JAVA_LONG, 8, WAIT_MICROS);
            call(SETSOCKOPT, descriptor, SOL_SOCKET, SO_RCVTIMEO, patience, 16);
            MemorySegment bytes = temporary.allocate(JAVA_INT);
            bytes.set(JAVA_INT, 0, BUFFER_BYTES);
            call(SETSOCKOPT, descriptor, SOL_SOCKET, SO_RCVBUF, bytes, (int) JAVA_INT.byteSize());
        }
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx-w--w-"));
    }

    @Override
    public int receive() throws IOException {
        synchronized (using) {
            if (closed) {
                throw new IOException("closed");
            }
            long count = call();
            if (count > 0) {
                MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, bytes, 0, (int) count);
            }
            return (int) count;
        }
    }

    private long call() {
        try {
            return (long) RECV.invokeExact(descriptor, buffer, (long) MAX_BYTES, 0);
        } catch (Throwable e) {
            throw new AssertionError("recv does not throw", e);
        }
    }

    @Override
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        synchronized (using) {
            if (!closed) {
                closed = true;
                if (descriptor >= 0) {
                    call(CLOSE, descriptor);
                    Files.deleteIfExists(path);
                }
                arena.close();
            }
        }
    }

    private static int call(MethodHandle function, Object... arguments) {
        try {
            return (int) function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new AssertionError("a function of the system does not throw", e);
        }
    }

    @SuppressWarnings("restricted") // The program is started with access to native functions.
    private static MethodHandle handle(String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().find(name).orElseThrow(), FunctionDescriptor.of(result, arguments));
    }
}
