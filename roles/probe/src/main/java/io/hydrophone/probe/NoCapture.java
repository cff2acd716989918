package io.hydrophone.probe;

import io.hydrophone.wire.source.CaptureCounters;
import io.hydrophone.wire.source.PacketHandler;
import io.hydrophone.wire.source.PacketSource;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** No packets, but the time passes: for a probe that only asks a server. */
public final class NoCapture implements PacketSource {
    private static final long TICK_MILLIS = 100;

    private final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    public void run(PacketHandler handler) {
        try {
            while (!stopped.await(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                Instant now = Instant.now();
                handler.tick(now.getEpochSecond() * 1_000_000_000L + now.getNano());
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
