package io.hydrophone.wire;

import io.hydrophone.wire.source.LinkType;
import io.hydrophone.wire.source.PacketHandler;
import io.hydrophone.wire.tcp.FrameDecoder;
import io.hydrophone.wire.tcp.Segment;
import java.util.List;

/**
 * Decodes on several threads, for files that come faster than one can decode. Each connection is heard whole and in
 * order by one decoder, and nothing is shared between decoders. Between connections no order is kept: this is for what
 * is added up, not for what is listed.
 */
public final class ParallelDecoder implements PacketHandler {
    private final FrameDecoder frames = new FrameDecoder();
    private final Segment segment = new Segment();
    private final ConnectionShares shares;
    private final Lanes lanes;
    /** For each decoder. */
    private final PacketBatch[] filling;

    /**
     * Decodes on as many threads as there are decoders, the one that brings the packets among them; until {@link #end}
     * returned, the decoders belong to these threads.
     */
    public ParallelDecoder(List<TrafficDecoder> decoders) {
        shares = new ConnectionShares(decoders.size());
        lanes = new Lanes(decoders);
        filling = new PacketBatch[decoders.size()];
        for (int i = 0; i < filling.length; i++) {
            filling[i] = lanes.take(i);
        }
    }

    @Override
    public void packet(long nanos, LinkType link, byte[] data, int offset, int captured, int length) {
        int share = shares.share(frames.connectionHash(link, data, offset, captured, length, segment));
        if (!filling[share].add(nanos, link, data, offset, captured, length)) {
            handOver(share);
            filling[share].add(nanos, link, data, offset, captured, length);
        }
    }

    @Override
    public void tick(long nanos) {
        for (int i = 0; i < filling.length; i++) {
            if (!filling[i].addTick(nanos)) {
                handOver(i);
                filling[i].addTick(nanos);
            }
        }
    }

    /** Ends all decoders, and waits until they have. */
    @Override
    public void end() {
        for (int i = 0; i < filling.length; i++) {
            lanes.add(i, filling[i]);
        }
        lanes.end();
    }

    private void handOver(int share) {
        lanes.add(share, filling[share]);
        filling[share] = lanes.take(share);
    }
}
