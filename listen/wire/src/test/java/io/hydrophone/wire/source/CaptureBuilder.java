package io.hydrophone.wire.source;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes pcap and pcapng piece by piece, in either byte order, sound or not. */
final class CaptureBuilder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

    CaptureBuilder order(ByteOrder order) {
        this.order = order;
        return this;
    }

    CaptureBuilder int16(int... values) {
        for (int value : values) {
            out.writeBytes(
                    ByteBuffer.allocate(2).order(order).putShort((short) value).array());
        }
        return this;
    }

    CaptureBuilder int32(long... values) {
        for (long value : values) {
            out.writeBytes(
                    ByteBuffer.allocate(4).order(order).putInt((int) value).array());
        }
        return this;
    }

    CaptureBuilder bytes(byte... bytes) {
        out.writeBytes(bytes);
        return this;
    }

    CaptureBuilder pcapHeader(int magic, int link) {
        return int32(magic).int16(2, 4).int32(0, 0, 262_144, link);
    }

    CaptureBuilder pcapRecord(long seconds, long fraction, int length, byte... packet) {
        return int32(seconds, fraction, packet.length, length).bytes(packet);
    }

    CaptureBuilder block(int type, CaptureBuilder body) {
        byte[] content = body.build();
        int padding = -content.length & 3;
        int length = 12 + content.length + padding;
        return int32(type, length).bytes(content).bytes(new byte[padding]).int32(length);
    }

    CaptureBuilder section() {
        return block(0x0a0d0d0a, body().int32(0x1a2b3c4d).int16(1, 0).int32(-1, -1));
    }

    /** Options are code, length, value and padding, already laid out. */
    CaptureBuilder description(int link, int snapLength, byte... options) {
        return block(1, body().int16(link, 0).int32(snapLength).bytes(options));
    }

    CaptureBuilder enhancedPacket(int number, long ticks, int length, byte... packet) {
        return block(
                6,
                body().int32(number, ticks >>> 32, ticks, packet.length, length).bytes(packet));
    }

    /** A builder of the same byte order. */
    CaptureBuilder body() {
        return new CaptureBuilder().order(order);
    }

    /** One option. */
    byte[] option(int code, byte... value) {
        return body().int16(code, value.length)
                .bytes(value)
                .bytes(new byte[-value.length & 3])
                .build();
    }

    byte[] build() {
        return out.toByteArray();
    }
}
