package io.hydrophone.wire.source;

import static io.hydrophone.wire.source.Native.function;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * The network namespace of a process, a container's for example. A socket stays in the namespace in which it was
 * opened, whichever thread uses it; so a thread goes there, opens it, and ends.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/setns.2.html">setns(2)</a>
 */
final class NetworkNamespace {
    private static final int CLOSE_ON_EXEC = 0x80000;
    private static final int CLONE_NEWNET = 0x40000000;

    private static final MethodHandle OPEN =
            Libc.bind("open", function(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT), Linker.Option.firstVariadicArg(2));
    private static final MethodHandle SETNS = Libc.bind("setns", function(JAVA_INT, JAVA_INT, JAVA_INT));

    private NetworkNamespace() {}

    /**
     * Does something within a process's namespace, on a thread of its own, and waits for it.
     *
     * @throws io.hydrophone.core.ProblemException when there is no such process, or its namespace may not be entered
     */
    static <T> T within(DeviceName device, Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(() -> {
            enter(device);
            return work.get();
        });
        // Not a thread of a pool: it never comes back from there.
        Thread thread =
                Thread.ofPlatform().name("namespace-" + device.process()).start(task);
        try {
            thread.join();
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while opening " + device, e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException reason) {
                throw reason;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static void enter(DeviceName device) {
        try (Arena arena = Arena.ofConfined()) {
            Libc libc = new Libc(arena);
            int file = open(libc, arena.allocateFrom("/proc/" + device.process() + "/ns/net"));
            check(libc, device, file);
            int result = setns(libc, file);
            libc.close(file);
            check(libc, device, result);
        }
    }

    private static void check(Libc libc, DeviceName device, int result) {
        if (result >= 0) {
            return;
        }
        throw switch (-result) {
            case Libc.ENOENT -> CaptureProblems.noProcess(device);
            case Libc.EPERM, Libc.EACCES -> CaptureProblems.namespaceForbidden(device);
            default ->
                CaptureProblems.refused(device.toString(), "entering the network namespace", libc.words(-result));
        };
    }

    private static int open(Libc libc, MemorySegment path) {
        try {
            return libc.result((int) OPEN.invokeExact(libc.state(), path, CLOSE_ON_EXEC, 0));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }

    private static int setns(Libc libc, int file) {
        try {
            return libc.result((int) SETNS.invokeExact(libc.state(), file, CLONE_NEWNET));
        } catch (Throwable e) {
            throw Native.unexpected(e);
        }
    }
}
