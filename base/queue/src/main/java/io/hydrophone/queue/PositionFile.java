package io.hydrophone.queue;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;

/** Keeps a {@link Position}. */
final class PositionFile implements Closeable {
    /** {@code HYDP}. */
    private static final int MAGIC = 0x48594450;

    private static final int MAJOR = 1;
    private static final int MINOR = 0;
    private static final int NUMBERS = 5;

    private final SlotFile file;
    private Position position;

    private PositionFile(SlotFile file) {
        this.file = file;
        long[] numbers = file.numbers();
        position = numbers == null ? null : new Position(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }

    /** @throws io.hydrophone.core.ProblemException when another major version wrote it */
    static PositionFile open(Path path) throws IOException {
        return new PositionFile(SlotFile.open(path, MAGIC, MAJOR, MINOR, NUMBERS));
    }

    /** Whether there was none. */
    boolean isFresh() {
        return file.isFresh();
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
        file.write(next.through(), next.droppedRecords(), next.droppedBytes(), next.lostRecords(), next.lostThrough());
        position = next;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
