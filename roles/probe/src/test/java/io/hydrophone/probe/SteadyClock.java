package io.hydrophone.probe;

import io.hydrophone.wire.source.CaptureCounters;
import io.hydrophone.wire.source.LinkType;
import io.hydrophone.wire.source.PacketHandler;
import io.hydrophone.wire.source.PacketSource;
import java.time.Instant;

/** No packets, and no second that is left out, also when the machine had no time for one: it is made up for. */
final class SteadyClock implements PacketSource {
    private static final long STEP_NANOS = 100_000_000;

    private final NoCapture clock = new NoCapture();

    @Override
    public void run(PacketHandler handler) {
        clock.run(new PacketHandler() {
            private long next = Instant.now().toEpochMilli() * 1_000_000;

            @Override
            public void packet(long nanos, LinkType link, byte[] data, int offset, int captured, int length) {
                throw new IllegalStateException("there is no capture");
            }

            @Override
            public void tick(long now) {
                for (; next <= now; next += STEP_NANOS) {
                    handler.tick(next);
                }
            }

            @Override
            public void end() {
                handler.end();
            }
        });
    }

    @Override
    public void stop() {
        clock.stop();
    }

    @Override
    public CaptureCounters counters() {
        return clock.counters();
    }

    @Override
    public void close() {
        clock.close();
    }
}
