package io.hydrophone.agent.log;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;

/**
 * A log file that is held open, read from where it was read to last. It stays the same file when it is renamed. No channel,
 * for one is closed when its thread is interrupted at a check's deadline.
 */
final class OpenLog implements AutoCloseable {
    /** The beginning, by which a file is told from one that was cut and has grown beyond where we were. */
    private static final int HEAD_BYTES = 256;

    private final RandomAccessFile in;
    private final Object key;
    private final LineCutter cutter = new LineCutter();
    private final byte[] buffer = new byte[64 << 10];
    private byte[] head = {};
    private long position;
    private boolean isAtEnd;

    private OpenLog(RandomAccessFile in, Object key) {
        this.in = in;
        this.key = key;
    }

    /**
     * Opens a file.
     *
     * @param fromEnd whether what it holds already is passed over
     */
    static OpenLog open(Path file, boolean fromEnd) throws IOException {
        RandomAccessFile in = new RandomAccessFile(file.toFile(), "r");
        try {
            OpenLog log = new OpenLog(in, keyOf(file));
            log.position = fromEnd ? in.length() : 0;
            log.rememberHead();
            return log;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** The number by which the file system knows a file; null where it has none. */
    static Object keyOf(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    boolean isAt(Object otherKey) {
        return key == null || key.equals(otherKey);
    }

    /** Whether it is no longer what was read: it got shorter, or begins otherwise. Then it is read from its beginning. */
    boolean wasCut() throws IOException {
        if (in.length() >= position && Arrays.equals(head, head(head.length))) {
            return false;
        }
        position = 0;
        cutter.forget();
        rememberHead();
        return true;
    }

    private byte[] head(int length) throws IOException {
        byte[] bytes = new byte[length];
        in.seek(0);
        int read = 0;
        for (int n = 0; n >= 0 && read < length; n = in.read(bytes, read, length - read)) {
            read += n;
        }
        return Arrays.copyOf(bytes, read);
    }

    /** Only of what was read: what stands behind may be written half. */
    private void rememberHead() throws IOException {
        if (head.length < HEAD_BYTES || position < head.length) {
            head = head((int) Math.min(HEAD_BYTES, position));
        }
    }

    /**
     * Reads on, until it is at the end, has read enough, or its thread is interrupted.
     *
     * @param most bytes
     * @return the bytes read
     */
    long read(LineCutter.Line lines, long most) throws IOException {
        long read = 0;
        isAtEnd = false;
        in.seek(position);
        while (read < most && !Thread.currentThread().isInterrupted()) {
            int n = in.read(buffer, 0, (int) Math.min(buffer.length, most - read));
            if (n <= 0) {
                isAtEnd = true;
                break;
            }
            position += n;
            read += n;
            cutter.add(buffer, n, lines);
        }
        rememberHead();
        return read;
    }

    /** Whether there was nothing behind what was read. */
    boolean isAtEnd() {
        return isAtEnd;
    }

    /** Ends a last line that has no end. */
    void endLine(LineCutter.Line lines) {
        cutter.end(lines);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
