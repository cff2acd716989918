package io.hydrophone.wire.source;

import static io.hydrophone.wire.source.Native.function;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The system calls that a ring needs. Each answers −errno instead of −1. An instance belongs to one thread: it holds
 * the place where the calls leave errno.
 */
final class Libc {
    static final int EPERM = 1;
    static final int ENOENT = 2;
    static final int EACCES = 13;
    static final int ENETDOWN = 100;

    static final short POLLIN = 1;

    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO_FIELD = STATE.varHandle(PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET = bind("socket", function(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SETSOCKOPT =
            bind("setsockopt", function(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle GETSOCKOPT =
            bind("getsockopt", function(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle GETSOCKNAME = bind("getsockname", function(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
    private static final MethodHandle BIND = bind("bind", function(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
    private static final MethodHandle MMAP =
            bind("mmap", function(ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG));
    private static final MethodHandle MUNMAP = bind("munmap", function(JAVA_INT, ADDRESS, JAVA_LONG));
    private static final MethodHandle POLL = bind("poll", function(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
    private static final MethodHandle CLOSE = bind("close", function(JAVA_INT, JAVA_INT));
    private static final MethodHandle INDEX = bind("if_nametoindex", function(JAVA_INT, ADDRESS));

    private static final MethodHandle STRERROR = bind("strerror", function(ADDRESS, JAVA_INT));

    private final MemorySegment state;

    Libc(Arena arena) {
        state = arena.allocate(STATE);
    }

    /** A function of C's library; called with {@link #state()} first, it leaves errno there. */
    static MethodHandle bind(String name, FunctionDescriptor type, Linker.Option... options) {
        Linker.Option[] all = Arrays.copyOf(options, options.length + 1);
        all[options.length] = ERRNO;
        return Native.bind(Native.LINKER.defaultLookup(), name, type, all);
    }

    MemorySegment state() {
        return state;
    }

    /** What such a function returned, or −errno. */
    int result(int result) {
        return result == -1 ? -(int) ERRNO_FIELD.get(state, 0L) : result;
    }

    int socket(int domain, int type, int protocol) {
        try {
            return result((int) SOCKET.invokeExact(state, domain, type, protocol));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    int setsockopt(int socket, int level, int option, MemorySegment value) {
        try {
            return result((int) SETSOCKOPT.invokeExact(state, socket, level, option, value, (int) value.byteSize()));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** @param size in and out, a socklen_t */
    int getsockopt(int socket, int level, int option, MemorySegment value, MemorySegment size) {
        try {
            size.set(JAVA_INT, 0, (int) value.byteSize());
            return result((int) GETSOCKOPT.invokeExact(state, socket, level, option, value, size));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** @param size in and out, a socklen_t */
    int getsockname(int socket, MemorySegment address, MemorySegment size) {
        try {
            size.set(JAVA_INT, 0, (int) address.byteSize());
            return result((int) GETSOCKNAME.invokeExact(state, socket, address, size));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    int bind(int socket, MemorySegment address) {
        try {
            return result((int) BIND.invokeExact(state, socket, address, (int) address.byteSize()));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** Maps a socket's memory to read and write, shared, until the arena closes; null with the reason in {@link #error()}. */
    MemorySegment mmap(int socket, long size, Arena arena) {
        try {
            int readAndWrite = 3;
            int shared = 1;
            MemorySegment mapped =
                    (MemorySegment) MMAP.invokeExact(state, MemorySegment.NULL, size, readAndWrite, shared, socket, 0L);
            return mapped.address() == -1 ? null : Native.owned(mapped, size, arena, Libc::munmap);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    private static void munmap(MemorySegment mapped) {
        try (Arena arena = Arena.ofConfined()) {
            int ignored = (int) MUNMAP.invokeExact(arena.allocate(STATE), mapped, mapped.byteSize());
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** @param entries of struct pollfd, 8 bytes each */
    int poll(MemorySegment entries, int timeoutMillis) {
        try {
            return result((int) POLL.invokeExact(state, entries, entries.byteSize() / 8, timeoutMillis));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    void close(int file) {
        try {
            result((int) CLOSE.invokeExact(state, file));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** The number of a device; 0 when there is none of that name. */
    int deviceIndex(MemorySegment name) {
        try {
            return (int) INDEX.invokeExact(state, name);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** An error number in words. */
    String words(int error) {
        try {
            MemorySegment words = (MemorySegment) STRERROR.invokeExact(state, error);
            return Native.sized(words, 1024).getString(0);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** Why the call before failed. */
    int error() {
        return (int) ERRNO_FIELD.get(state, 0L);
    }
}
