package io.hydrophone.wire.source;

import static io.hydrophone.wire.source.Native.function;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;

/**
 * The functions of libpcap that are used, by their own names.
 *
 * @see <a href="https://www.tcpdump.org/manpages/pcap.3pcap.html">pcap(3PCAP)</a>
 */
final class Pcap {
    static final int ERRBUF_SIZE = 256;

    // Results of activate, and of next_ex
    static final int ERROR = -1;
    static final int ERROR_NO_SUCH_DEVICE = -5;
    static final int ERROR_PERM_DENIED = -8;
    static final int ERROR_IFACE_NOT_UP = -9;

    private static final SymbolLookup LIBRARY =
            Native.library("libpcap.so.0.8", "libpcap.so.1", "libpcap.so", "libpcap.A.dylib", "libpcap.dylib");

    /** Apart, so that a missing library is a problem that can be told, and not a class that cannot be loaded. */
    private static final class Functions {
        static final MethodHandle CREATE = bind("pcap_create", function(ADDRESS, ADDRESS, ADDRESS));
        static final MethodHandle SET_SNAPLEN = bind("pcap_set_snaplen", function(JAVA_INT, ADDRESS, JAVA_INT));
        static final MethodHandle SET_TIMEOUT = bind("pcap_set_timeout", function(JAVA_INT, ADDRESS, JAVA_INT));
        static final MethodHandle SET_BUFFER_SIZE = bind("pcap_set_buffer_size", function(JAVA_INT, ADDRESS, JAVA_INT));
        static final MethodHandle SET_TSTAMP_PRECISION =
                bind("pcap_set_tstamp_precision", function(JAVA_INT, ADDRESS, JAVA_INT));
        static final MethodHandle GET_TSTAMP_PRECISION = bind("pcap_get_tstamp_precision", function(JAVA_INT, ADDRESS));
        static final MethodHandle ACTIVATE = bind("pcap_activate", function(JAVA_INT, ADDRESS));
        static final MethodHandle SETNONBLOCK =
                bind("pcap_setnonblock", function(JAVA_INT, ADDRESS, JAVA_INT, ADDRESS));
        static final MethodHandle GET_SELECTABLE_FD = bind("pcap_get_selectable_fd", function(JAVA_INT, ADDRESS));
        static final MethodHandle DATALINK = bind("pcap_datalink", function(JAVA_INT, ADDRESS));
        static final MethodHandle COMPILE =
                bind("pcap_compile", function(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, JAVA_INT, JAVA_INT));
        static final MethodHandle SETFILTER = bind("pcap_setfilter", function(JAVA_INT, ADDRESS, ADDRESS));
        static final MethodHandle FREECODE = bind("pcap_freecode", FunctionDescriptor.ofVoid(ADDRESS));
        static final MethodHandle NEXT_EX = bind("pcap_next_ex", function(JAVA_INT, ADDRESS, ADDRESS, ADDRESS));
        static final MethodHandle STATS = bind("pcap_stats", function(JAVA_INT, ADDRESS, ADDRESS));
        static final MethodHandle GETERR = bind("pcap_geterr", function(ADDRESS, ADDRESS));
        static final MethodHandle CLOSE = bind("pcap_close", FunctionDescriptor.ofVoid(ADDRESS));

        private static MethodHandle bind(String name, FunctionDescriptor type) {
            return Native.bind(LIBRARY, name, type);
        }
    }

    private Pcap() {}

    static boolean installed() {
        return LIBRARY != null;
    }

    static MemorySegment create(MemorySegment device, MemorySegment error) {
        try {
            return (MemorySegment) Functions.CREATE.invokeExact(device, error);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    static void configure(MemorySegment handle, int snapLength, int timeoutMillis, int bufferBytes, int precision) {
        try {
            int ignored = (int) Functions.SET_SNAPLEN.invokeExact(handle, snapLength);
            ignored = (int) Functions.SET_TIMEOUT.invokeExact(handle, timeoutMillis);
            ignored = (int) Functions.SET_BUFFER_SIZE.invokeExact(handle, bufferBytes);
            ignored = (int) Functions.SET_TSTAMP_PRECISION.invokeExact(handle, precision);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    static int precision(MemorySegment handle) {
        return ask(Functions.GET_TSTAMP_PRECISION, handle);
    }

    static int activate(MemorySegment handle) {
        return ask(Functions.ACTIVATE, handle);
    }

    static int selectableFile(MemorySegment handle) {
        return ask(Functions.GET_SELECTABLE_FD, handle);
    }

    static int linkType(MemorySegment handle) {
        return ask(Functions.DATALINK, handle);
    }

    private static int ask(MethodHandle function, MemorySegment handle) {
        try {
            return (int) function.invokeExact(handle);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    static int setNonBlocking(MemorySegment handle, MemorySegment error) {
        try {
            return (int) Functions.SETNONBLOCK.invokeExact(handle, 1, error);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** @param program a struct bpf_program, 16 bytes */
    static int filter(MemorySegment handle, MemorySegment program, MemorySegment text) {
        try {
            int optimize = 1;
            int noNetmask = -1;
            int result = (int) Functions.COMPILE.invokeExact(handle, program, text, optimize, noNetmask);
            if (result == 0) {
                result = (int) Functions.SETFILTER.invokeExact(handle, program);
                Functions.FREECODE.invokeExact(program);
            }
            return result;
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** @param header and data: pointers, valid until the next call */
    static int next(MemorySegment handle, MemorySegment header, MemorySegment data) {
        try {
            return (int) Functions.NEXT_EX.invokeExact(handle, header, data);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    /** @param statistics a struct pcap_stat, 12 bytes and more elsewhere */
    static int statistics(MemorySegment handle, MemorySegment statistics) {
        try {
            return (int) Functions.STATS.invokeExact(handle, statistics);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    static String error(MemorySegment handle) {
        try {
            MemorySegment words = (MemorySegment) Functions.GETERR.invokeExact(handle);
            return Native.sized(words, ERRBUF_SIZE).getString(0);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    static void close(MemorySegment handle) {
        try {
            Functions.CLOSE.invokeExact(handle);
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }
}
