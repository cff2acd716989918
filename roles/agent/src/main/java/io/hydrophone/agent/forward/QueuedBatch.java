package io.hydrophone.agent.forward;

import io.hydrophone.agent.batch.Batch;
import io.hydrophone.agent.batch.BatchPack;
import io.hydrophone.agent.batch.Lane;
import io.hydrophone.core.msgpack.MalformedPack;
import java.nio.ByteBuffer;

/**
 * A batch as the queue keeps it: a head of 32 bytes, big-endian, with what is to be known without reading the signals, then
 * {@link BatchPack}. docs/forwarder.md has the table.
 */
final class QueuedBatch {
    private static final int VERSION = 1;
    private static final int HEAD = 32;
    private static final Lane[] LANES = {Lane.URGENT, Lane.SAMPLES};

    private final byte[] bytes;

    private QueuedBatch(byte[] bytes) {
        this.bytes = bytes;
    }

    static QueuedBatch of(Batch batch, Lane lane) {
        byte[] pack = BatchPack.write(batch);
        ByteBuffer out = ByteBuffer.allocate(HEAD + pack.length);
        out.put((byte) VERSION)
                .put(code(lane))
                .putShort((short) 0)
                .putInt(batch.signals().size())
                .putLong(batch.accepted())
                .putLong(batch.key().epoch())
                .putLong(batch.key().sequence())
                .put(pack);
        return new QueuedBatch(out.array());
    }

    /** Null when these bytes are none, or another version's. */
    static QueuedBatch of(byte[] bytes) {
        boolean isRecord = bytes.length > HEAD
                && bytes[0] == VERSION
                && bytes[1] >= 0
                && bytes[1] < LANES.length
                && ByteBuffer.wrap(bytes).getInt(4) > 0;
        return isRecord ? new QueuedBatch(bytes) : null;
    }

    byte[] bytes() {
        return bytes;
    }

    Lane lane() {
        return LANES[bytes[1]];
    }

    int signals() {
        return head().getInt(4);
    }

    /** Microseconds since 1970. */
    long accepted() {
        return head().getLong(8);
    }

    long epoch() {
        return head().getLong(16);
    }

    long sequence() {
        return head().getLong(24);
    }

    /** Null when it cannot be read. */
    Batch batch() {
        try {
            return BatchPack.read(bytes, HEAD, bytes.length - HEAD);
        } catch (MalformedPack e) {
            return null;
        }
    }

    private static byte code(Lane lane) {
        return (byte) (lane == Lane.URGENT ? 0 : 1);
    }

    private ByteBuffer head() {
        return ByteBuffer.wrap(bytes);
    }
}
