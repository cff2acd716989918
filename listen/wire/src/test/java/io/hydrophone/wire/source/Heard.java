package io.hydrophone.wire.source;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what a source delivers. */
final class Heard implements PacketHandler {
    record Packet(long nanos, LinkType link, ByteBuffer bytes, int length) {
        Packet(long nanos, LinkType link, byte[] bytes, int length) {
            this(nanos, link, ByteBuffer.wrap(bytes), length);
        }
    }

    final List<Packet> packets = new ArrayList<>();
    final List<Long> ticks = new CopyOnWriteArrayList<>();
    int ends;

    @Override
    public void packet(long nanos, LinkType link, byte[] data, int offset, int captured, int length) {
        packets.add(new Packet(nanos, link, Arrays.copyOfRange(data, offset, offset + captured), length));
    }

    @Override
    public void tick(long nanos) {
        ticks.add(nanos);
    }

    @Override
    public void end() {
        ends++;
    }
}
