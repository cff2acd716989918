package io.hydrophone.wire.source;

import java.nio.ByteBuffer;

/** A hand-made packet with as many headers as a test wants. */
final class Frame {
    private final ByteBuffer bytes = ByteBuffer.allocate(512);

    static Frame ethernet(int... types) {
        Frame frame = new Frame();
        frame.bytes.put(new byte[12]);
        for (int i = 0; i < types.length; i++) {
            frame.bytes.putShort((short) types[i]);
            if (i < types.length - 1) {
                frame.bytes.putShort((short) (100 + i));
            }
        }
        return frame;
    }

    static Frame raw() {
        return new Frame();
    }

    /** @param words of the header, 5 to 15 */
    Frame ipv4(int words, int fragment, int protocol) {
        bytes.put((byte) (0x40 | words))
                .put(new byte[5])
                .putShort((short) fragment)
                .put((byte) 64)
                .put((byte) protocol)
                .put(new byte[words * 4 - 10]);
        return this;
    }

    Frame ipv6(int next) {
        bytes.putInt(0x60000000)
                .putShort((short) 20)
                .put((byte) next)
                .put((byte) 64)
                .put(new byte[32]);
        return this;
    }

    byte[] ports(int source, int target) {
        bytes.putShort((short) source).putShort((short) target).put(new byte[16]);
        byte[] frame = new byte[bytes.position()];
        bytes.get(0, frame);
        return frame;
    }
}
