package io.hydrophone.wire.source;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.util.function.Consumer;

/**
 * The door to C: binds functions and gives pointers their size. All calls that Java restricts, because a mistake in
 * them can crash the process, are here.
 */
@SuppressWarnings("restricted")
final class Native {
    static final Linker LINKER = Linker.nativeLinker();

    private Native() {}

    static MethodHandle bind(SymbolLookup library, String name, FunctionDescriptor type, Linker.Option... options) {
        return LINKER.downcallHandle(library.findOrThrow(name), type, options);
    }

    /** The first of these libraries that there is, or null. */
    static SymbolLookup library(String... names) {
        for (String name : names) {
            try {
                return SymbolLookup.libraryLookup(name, Arena.global());
            } catch (IllegalArgumentException notThisOne) {
                // Its name differs between systems: try the next.
            }
        }
        return null;
    }

    static FunctionDescriptor function(MemoryLayout returns, MemoryLayout... parameters) {
        return FunctionDescriptor.of(returns, parameters);
    }

    /** The memory behind a pointer that C gave, of which we know the size. */
    static MemorySegment sized(MemorySegment pointer, long size) {
        return pointer.reinterpret(size);
    }

    /** Memory that C gave us to keep until the arena closes; it is then given back. */
    static MemorySegment owned(MemorySegment pointer, long size, Arena arena, Consumer<MemorySegment> giveBack) {
        return pointer.reinterpret(size, arena, giveBack);
    }

    /** Handles declare Throwable, and the functions behind them throw nothing. */
    static AssertionError unexpected(Throwable e) {
        return new AssertionError("a native function cannot throw", e);
    }
}
