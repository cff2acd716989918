package io.hydrophone.wire.synthetic;

import io.hydrophone.wire.source.LinkType;
import io.hydrophone.wire.source.PacketHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Writes Ethernet packets as a pcap file with microseconds.
 *
 * @see <a href="https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-03.html">PCAP capture file format</a>
 */
public final class PcapWriter implements PacketHandler {
    private final OutputStream out;
    private final ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);

    public PcapWriter(OutputStream out) throws IOException {
        this.out = out;
        header.putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putInt(0)
                .putInt(0);
        header.putInt(262_144).putInt(LinkType.ETHERNET.code());
        out.write(header.array(), 0, 24);
    }

    @Override
    public void packet(long nanos, LinkType link, byte[] data, int offset, int captured, int length) {
        header.clear().putInt((int) (nanos / 1_000_000_000)).putInt((int) (nanos % 1_000_000_000 / 1000));
        header.putInt(captured).putInt(length);
        try {
            out.write(header.array(), 0, 16);
            out.write(data, offset, captured);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void tick(long nanos) {}

    @Override
    public void end() {}
}
