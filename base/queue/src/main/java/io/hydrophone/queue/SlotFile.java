package io.hydrophone.queue;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Keeps a few numbers in two slots, written in turn: a write that is cut off leaves the other. Written in place, so that it needs no room
 * on a disk that is full.
 */
public final class SlotFile implements Closeable {
    /** A sector each, so that writing one slot cannot touch the other. */
    private static final int SECTOR = 512;

    private final RandomAccessFile file;
    private final int count;
    private final boolean fresh;
    private long[] numbers;
    private long generation;

    private SlotFile(RandomAccessFile file, int count, boolean fresh) {
        this.file = file;
        this.count = count;
        this.fresh = fresh;
    }

    /**
     * Opens a file, or makes it.
     *
     * @param magic its first four bytes
     * @param major a file of another is refused
     * @param count of the numbers, at most 60
     * @throws io.hydrophone.core.ProblemException {@code queue-version} when another major version wrote it
     */
    public static SlotFile open(Path path, int magic, int major, int minor, int count) throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        try {
            SlotFile opened = new SlotFile(file, count, file.length() == 0);
            opened.read(path.toString(), magic, major, minor);
            return opened;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Whether there was none. */
    public boolean isFresh() {
        return fresh;
    }

    /** As they were written last, or null when nothing is known. */
    public synchronized long[] numbers() {
        return numbers == null ? null : numbers.clone();
    }

    /** They are on the disk when this returns. */
    public synchronized void write(long... next) throws IOException {
        ByteBuffer slot = ByteBuffer.allocate(SECTOR);
        slot.putLong(generation + 1);
        for (int i = 0; i < count; i++) {
            slot.putLong(next[i]);
        }
        slot.putInt(crc(slot.array()));
        file.seek(SECTOR * (1 + (generation + 1) % 2));
        file.write(slot.array());
        file.getFD().sync();
        generation++;
        numbers = next.clone();
    }

    private void read(String where, int magic, int major, int minor) throws IOException {
        byte[] bytes = new byte[3 * SECTOR];
        file.readFully(bytes, 0, (int) Math.min(bytes.length, file.length()));
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.getInt(0) == magic) {
            QueueProblems.requireMajor(Short.toUnsignedInt(in.getShort(4)), major, where);
        } else {
            in.putInt(0, magic).putShort(4, (short) major).putShort(6, (short) minor);
            file.seek(0);
            file.write(bytes, 0, SECTOR);
        }
        take(in.slice(SECTOR, SECTOR));
        take(in.slice(2 * SECTOR, SECTOR));
    }

    private void take(ByteBuffer slot) {
        byte[] covered = new byte[covered() + Integer.BYTES];
        slot.get(0, covered);
        if (slot.getInt(covered()) == crc(covered) && slot.getLong(0) > generation) {
            generation = slot.getLong(0);
            numbers = new long[count];
            for (int i = 0; i < count; i++) {
                numbers[i] = slot.getLong((1 + i) * Long.BYTES);
            }
        }
    }

    /** The generation and the numbers. */
    private int covered() {
        return (1 + count) * Long.BYTES;
    }

    private int crc(byte[] slot) {
        CRC32C crc = new CRC32C();
        crc.update(slot, 0, covered());
        return (int) crc.getValue();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
