package io.hydrophone.traffic.recording;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** A command heard is two events: in a steady state recording them may allocate nothing on the thread that heard it. */
class RecordingAllocationTest {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final byte[] payload = Events.asked(1).payload();
    private final Answered answer = Events.answered(1);

    @Test
    void encodingAllocatesNothing() {
        EventEncoder encoder = new EventEncoder();
        assertThat(allocatedBy(() -> {
                    encoder.clear(Events.START);
                    tell(encoder);
                }))
                .isZero();
        assertThat(encoder.events()).isEqualTo(4_000);
    }

    /** The thread that writes is played by this one: it takes a block and gives it back. */
    @Test
    void queueingAllocatesNothing() {
        BlockQueue queue = new BlockQueue(2);
        assertThat(allocatedBy(() -> {
                    tell(queue);
                    giveBack(queue);
                }))
                .isZero();
        assertThat(queue.dropped()).isZero();
    }

    private void tell(TrafficSink to) {
        for (int i = 0; i < 1_000; i++) {
            to.asked(1, i, Events.START + i, payload, 0, payload.length, false);
            to.uploaded(1, i, payload, 0, payload.length);
            to.answered(answer);
            to.sessionOver(1, Events.START + i, SessionEnd.QUIT);
        }
    }

    private static void giveBack(BlockQueue queue) {
        try {
            queue.release(queue.take(0));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The least of several runs: the first ones load classes and make buffers. */
    private static long allocatedBy(Runnable run) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 10; i++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            run.run();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
