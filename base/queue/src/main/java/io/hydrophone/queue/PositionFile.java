package io.hydrophone.queue;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Keeps a {@link Position} in two slots, written in turn: a write that is cut off leaves the other. Written in place, so that it needs no room
 * on a disk that is full.
 */
final class PositionFile implements Closeable {
    /** A sector each, so that writing one slot cannot touch the other. */
    private static final int SECTOR = 512;

    /** {@code HYDP}. */
    private static final int MAGIC = 0x48594450;

    private static final int MAJOR = 1;
    private static final int MINOR = 0;
    private static final int SLOT = 6 * Long.BYTES + Integer.BYTES;

    private final RandomAccessFile file;
    private final boolean fresh;
    private Position position;
    private long generation;

    private PositionFile(RandomAccessFile file, boolean fresh) {
        this.file = file;
        this.fresh = fresh;
    }

    /** @throws io.hydrophone.core.ProblemException when another major version wrote it */
    static PositionFile open(Path path) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            PositionFile opened = new PositionFile(file, file.length() == 0);
            opened.read(path.toString());
            return opened;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Whether there was none. */
    boolean isFresh() {
        return fresh;
    }

    /** As it was written last, or null when nothing is known. */
    synchronized Position position() {
        return position;
    }

    /** It, or one after it, is on the disk when this returns. */
    synchronized void write(Position next) throws IOException {
        if (position != null && next.isBefore(position)) {
            return;
        }
        ByteBuffer slot = ByteBuffer.allocate(SECTOR);
        slot.putLong(generation + 1)
                .putLong(next.through())
                .putLong(next.droppedRecords())
                .putLong(next.droppedBytes())
                .putLong(next.lostRecords())
                .putLong(next.lostThrough());
        slot.putInt(crc(slot.array()));
        file.seek(SECTOR * (1 + (generation + 1) % 2));
        file.write(slot.array());
        file.getFD().sync();
        generation++;
        position = next;
    }

    private void read(String where) throws IOException {
        byte[] bytes = new byte[3 * SECTOR];
        file.readFully(bytes, 0, (int) Math.min(bytes.length, file.length()));
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.getInt(0) == MAGIC) {
            QueueProblems.requireMajor(Short.toUnsignedInt(in.getShort(4)), MAJOR, where);
        } else {
            in.putInt(0, MAGIC).putShort(4, (short) MAJOR).putShort(6, (short) MINOR);
            file.seek(0);
            file.write(bytes, 0, SECTOR);
        }
        take(in.slice(SECTOR, SECTOR));
        take(in.slice(2 * SECTOR, SECTOR));
    }

    private void take(ByteBuffer slot) {
        byte[] covered = new byte[SLOT];
        slot.get(0, covered);
        if (slot.getInt(SLOT - Integer.BYTES) == crc(covered) && slot.getLong(0) > generation) {
            generation = slot.getLong(0);
            position = new Position(
                    slot.getLong(8), slot.getLong(16), slot.getLong(24), slot.getLong(32), slot.getLong(40));
        }
    }

    private static int crc(byte[] slot) {
        CRC32C crc = new CRC32C();
        crc.update(slot, 0, SLOT - Integer.BYTES);
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
