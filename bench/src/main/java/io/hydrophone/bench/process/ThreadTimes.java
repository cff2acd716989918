package io.hydrophone.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Processor time of another process, in nanoseconds, from {@code /proc/PID/task/TID/schedstat}: the scheduler's own
 * account, not the 10 ms ticks of {@code stat}. A thread takes its account with it when it ends (a JIT compiler thread
 * does), so the last figure seen of each is kept: {@link #watch} it meanwhile.
 *
 * @see <a href="https://www.kernel.org/doc/html/latest/scheduler/sched-stats.html">Scheduler statistics</a>
 */
public final class ThreadTimes {
    private static final long PERIOD_MILLIS = 100;

    private final Path tasks;
    private final Map<String, Long> byThread = new HashMap<>();

    /** What is done while a process is watched. */
    @FunctionalInterface
    public interface Work<T> {
        T run() throws IOException, InterruptedException;
    }

    public ThreadTimes(long pid) {
        this.tasks = Path.of("/proc", Long.toString(pid), "task");
    }

    /** The time of all threads seen so far, user and system; it never falls. */
    public long sample() throws IOException {
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(tasks)) {
            for (Path thread : threads) {
                read(thread);
            }
        }
        return byThread.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Does some work, and samples ten times a second meanwhile. */
    public <T> T watch(Work<T> work) throws IOException, InterruptedException {
        Thread sampler = Thread.ofPlatform().daemon().start(this::sampleUntilInterrupted);
        try {
            return work.run();
        } finally {
            sampler.interrupt();
            sampler.join();
        }
    }

    private void sampleUntilInterrupted() {
        try {
            while (true) {
                sample();
                Thread.sleep(PERIOD_MILLIS);
            }
        } catch (InterruptedException e) {
            // The work is done.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read(Path thread) throws IOException {
        try {
            String onCpu = Files.readString(thread.resolve("schedstat")).split(" ", 2)[0];
            byThread.merge(thread.getFileName().toString(), Long.valueOf(onCpu), Math::max);
        } catch (NoSuchFileException e) {
            // Ended between the listing and the reading.
        } catch (IOException e) {
            // The kernel answers ESRCH for a thread that ended after the opening; any other failure is a real one.
            if (Files.exists(thread)) {
                throw e;
            }
        }
    }
}
