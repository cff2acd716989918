package io.hydrophone.app;

import io.hydrophone.wire.TrafficDecoder;
import io.hydrophone.wire.source.LinkType;
import io.hydrophone.wire.source.PacketHandler;

/**
 * Decodes, and between packets lets the printed lines out, so that they are seen while they are news.
 *
 * @param afterTick to be called now and then on the same thread
 */
record PrintingHandler(TrafficDecoder decoder, QueryJson json, Runnable afterTick) implements PacketHandler {
    @Override
    public void packet(long nanos, LinkType link, byte[] data, int offset, int captured, int length) {
        decoder.packet(nanos, link, data, offset, captured, length);
    }

    @Override
    public void tick(long nanos) {
        decoder.tick(nanos);
        json.tick();
        afterTick.run();
    }

    @Override
    public void end() {
        // The end of one file is not the end of what is decoded.
    }
}
