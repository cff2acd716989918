package io.hydrophone.probe;

import io.hydrophone.wire.source.CaptureCounters;
import io.hydrophone.wire.source.PacketHandler;
import io.hydrophone.wire.source.PacketSource;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** No packets, and no second that is left out, also when the machine had no time for one: it is made up for. */
final class SteadyClock implements PacketSource {
    private static final long STEP_MILLIS = 100;

    private final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    public void run(PacketHandler handler) {
        try {
            long next = Instant.now().toEpochMilli();
            while (!stopped.await(STEP_MILLIS, TimeUnit.MILLISECONDS)) {
                for (long now = Instant.now().toEpochMilli(); next <= now; next += STEP_MILLIS) {
                    handler.tick(next * 1_000_000);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        handler.end();
    }

    @Override
    public void stop() {
        stopped.countDown();
    }

    @Override
    public CaptureCounters counters() {
        return CaptureCounters.NONE;
    }

    @Override
    public void close() {
        stop();
    }
}
