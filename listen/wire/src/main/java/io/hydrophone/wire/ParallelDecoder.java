package io.hydrophone.wire;

import io.hydrophone.wire.source.LinkType;
import io.hydrophone.wire.source.PacketHandler;
import io.hydrophone.wire.tcp.FrameDecoder;
import io.hydrophone.wire.tcp.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes on several threads, for files that come faster than one can decode. Which decoder hears a packet follows from
 * its connection, so each connection is heard whole and in order by one decoder, and nothing is shared between them.
 * Between connections no order is kept: this is for what is added up, not for what is listed.
 */
public final class ParallelDecoder implements PacketHandler {
    /** Brings the lower bits of a hash to the top. */
    private static final int SPREAD = 0x9e3779b1;

    private final FrameDecoder frames = new FrameDecoder();
    private final Segment segment = new Segment();
    private final DecodingThread[] threads;

    /** Starts a thread for each decoder; from now on until {@link #end} returned, they belong to these threads. */
    public ParallelDecoder(List<TrafficDecoder> decoders) {
        List<DecodingThread> started = new ArrayList<>();
        for (TrafficDecoder decoder : decoders) {
            started.add(new DecodingThread(decoder, "decode-" + started.size()));
        }
        threads = started.toArray(DecodingThread[]::new);
    }

    @Override
    public void packet(long nanos, LinkType link, byte[] data, int offset, int captured, int length) {
        int hash = frames.connectionHash(link, data, offset, captured, length, segment);
        // The upper bits alone would not do: those of a sample are all alike.
        long spread = Integer.toUnsignedLong(hash * SPREAD);
        threads[(int) ((spread * threads.length) >>> 32)].packet(nanos, link, data, offset, captured, length);
    }

    @Override
    public void tick(long nanos) {
        for (DecodingThread thread : threads) {
            thread.tick(nanos);
        }
    }

    /** Ends all decoders, and waits until they have. */
    @Override
    public void end() {
        for (DecodingThread thread : threads) {
            thread.end();
        }
        for (DecodingThread thread : threads) {
            thread.join();
        }
    }
}
