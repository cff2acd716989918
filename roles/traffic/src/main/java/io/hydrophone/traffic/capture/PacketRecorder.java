package io.hydrophone.traffic.capture;

import io.hydrophone.traffic.recording.Losses;
import io.hydrophone.traffic.recording.TrafficTarget;
import io.hydrophone.wire.TrafficDecoder;
import io.hydrophone.wire.WireCounters;
import io.hydrophone.wire.source.CaptureCounters;
import io.hydrophone.wire.source.LinkType;
import io.hydrophone.wire.source.PacketHandler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Hands packets to a decoder whose commands are recorded, and tells the recording now and then what it lacks. A device's packets never
 * wait for the target; a file's do.
 */
public final class PacketRecorder implements PacketHandler {
    private static final long LOSSES_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int PACKETS_A_LOOK = 64;
    private static final int MAX_WAITING_BLOCKS = 8;
    private static final long PAUSE_NANOS = 1_000_000;

    private final TrafficDecoder decoder;
    private final TrafficTarget target;
    private final Supplier<CaptureCounters> seen;
    private final Runnable afterTick;
    private final boolean waits;
    private Losses told;
    private long toldNanos;
    private long latestNanos;
    private int packets;

    private PacketRecorder(
            TrafficDecoder decoder,
            TrafficTarget target,
            Supplier<CaptureCounters> seen,
            Runnable afterTick,
            boolean waits) {
        this.decoder = decoder;
        this.target = target;
        this.seen = seen;
        this.afterTick = afterTick;
        this.waits = waits;
    }

    /**
     * For devices.
     *
     * @param seen what they have brought so far
     * @param afterTick to be called now and then on the listening thread
     */
    public static PacketRecorder listening(
            TrafficDecoder decoder, TrafficTarget target, Supplier<CaptureCounters> seen, Runnable afterTick) {
        return new PacketRecorder(decoder, target, seen, afterTick, false);
    }

    /** For files: reading waits while eight blocks are on their way to the target. */
    public static PacketRecorder reading(TrafficDecoder decoder, TrafficTarget target, Supplier<CaptureCounters> seen) {
        return new PacketRecorder(decoder, target, seen, () -> {}, true);
    }

    @Override
    public void packet(long nanos, LinkType link, byte[] data, int offset, int captured, int length) {
        latestNanos = nanos;
        decoder.packet(nanos, link, data, offset, captured, length);
        if (waits && ++packets % PACKETS_A_LOOK == 0) {
            while (target.counters().waiting() >= MAX_WAITING_BLOCKS) {
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    @Override
    public void tick(long nanos) {
        latestNanos = Math.max(latestNanos, nanos);
        decoder.tick(nanos);
        if (latestNanos - toldNanos >= LOSSES_EVERY_NANOS) {
            losses();
        }
        afterTick.run();
    }

    @Override
    public void end() {
        // The end of one file is not the end of what is recorded.
    }

    /** No more packets come: ends all sessions and tells the last of the losses. */
    public void over() {
        decoder.end();
        losses();
    }

    private void losses() {
        toldNanos = latestNanos;
        WireCounters wire = decoder.counters();
        Losses now = new Losses(
                0,
                seen.get().kernelDrops(),
                wire.gaps(),
                wire.lostCommands(),
                wire.evictedSessions(),
                wire.tlsSessions(),
                wire.unparsed(),
                wire.sampledOutSessions(),
                -1);
        if (!now.equals(told)) {
            told = now;
            target.losses(now.at(latestNanos));
        }
    }
}
