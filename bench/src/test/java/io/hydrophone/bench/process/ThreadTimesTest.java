package io.hydrophone.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import org.junit.jupiter.api.Test;

class ThreadTimesTest {
    @Test
    void theWorkOfAThreadStaysCountedAfterItEnded() throws Exception {
        ThreadTimes times = new ThreadTimes(ProcessHandle.current().pid());
        long before = times.sample();
        long[] worked = new long[1];
        times.watch(() -> {
            Thread thread = new Thread(() -> worked[0] = burn(1_000_000_000));
            thread.start();
            thread.join();
            return thread;
        });

        assertThat(times.sample() - before).isGreaterThan(worked[0] / 2);
    }

    @Test
    void itsOwnAccountAgreesWithTheJvms() throws Exception {
        ThreadTimes times = new ThreadTimes(ProcessHandle.current().pid());
        long before = times.sample();
        long worked = burn(200_000_000);
        long counted = times.sample() - before;

        assertThat(counted).isGreaterThanOrEqualTo(worked * 95 / 100);
    }

    /** Processor nanoseconds that this thread used, at least those asked for. */
    private static long burn(long nanos) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long start = threads.getCurrentThreadCpuTime();
        long used = 0;
        while (used < nanos) {
            used = threads.getCurrentThreadCpuTime() - start;
        }
        return used;
    }
}
