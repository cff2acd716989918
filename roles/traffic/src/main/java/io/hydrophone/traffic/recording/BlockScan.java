package io.hydrophone.traffic.recording;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Finds the blocks of one file, from its beginning or from a time on. What is no block is passed over to the next one whose head is
 * whole; a head's checksum keeps other bytes from being taken for one.
 */
final class BlockScan implements Closeable {
    private static final int WINDOW_BYTES = 64 << 10;

    /** Where a second block begins at the latest, when the first is a header. */
    private static final int FIRST_BLOCKS_BYTES = 1 << 20;

    private final Path path;
    private final RandomAccessFile file;
    private final BlockOpener opener;
    private final ReadingTally tally;
    private final Consumer<Problem> told;
    private long at;
    /** Where bytes began that are no block, −1 while there are none. */
    private long damageFrom = -1;

    private BlockScan(
            Path path, RandomAccessFile file, BlockOpener opener, ReadingTally tally, Consumer<Problem> told) {
        this.path = path;
        this.file = file;
        this.opener = opener;
        this.tally = tally;
        this.told = told;
    }

    /** @throws ProblemException when this is no recording, or one of another major version */
    static BlockScan open(Path path, BlockOpener opener, ReadingTally tally, Consumer<Problem> told)
            throws IOException {
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
        try {
            BlockScan scan = new BlockScan(path, file, opener, tally, told);
            scan.requireRecording();
            return scan;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * The next block with events.
     *
     * @return null when there is no further whole one; a file that grows may have it later
     * @throws ProblemException when its key was not given; then the scan stays before the block
     */
    EventBlock next() throws IOException {
        for (BlockHead head = nextHead(); head != null; head = nextHead()) {
            EventBlock block = head.kind() == BlockHead.EVENTS ? read(head) : null;
            at += head.blockBytes();
            if (block != null) {
                return block;
            }
        }
        return null;
    }

    /** The header of the file, or null when it is not whole. For the beginning of the file. */
    RecordingHeader header() throws IOException {
        BlockHead head = headAt(at);
        if (head == null || head.kind() != BlockHead.HEADER || file.length() - at < head.blockBytes()) {
            return null;
        }
        try {
            byte[] block = block(head);
            BlockOpener.requireStored(head, block, 0);
            return RecordingHeader.decode(contents(head, block));
        } catch (DamagedBlock e) {
            return null;
        }
    }

    /**
     * Goes to the first block that may have events of a time or later ones.
     *
     * @return false when all are earlier
     */
    boolean seek(long nanos) throws IOException {
        byte[] index = index();
        if (index != null) {
            long offset = BlockIndex.find(index, nanos);
            at = offset < 0 || offset > file.length() ? file.length() : offset;
            return offset >= 0;
        }
        for (BlockHead head = headAt(at); head != null; head = headAt(at)) {
            if (head.kind() == BlockHead.EVENTS && head.lastNanos() >= nanos) {
                return true;
            }
            if (head.blockBytes() > file.length() - at) {
                return false;
            }
            at += head.blockBytes();
        }
        return at < file.length(); // Damaged here: what is behind it is looked for by reading.
    }

    /** The latest time that the index or the heads from here on tell; −1 for none. */
    long lastNanos() throws IOException {
        byte[] index = index();
        if (index != null) {
            return BlockIndex.lastNanos(index);
        }
        long last = -1;
        long offset = at;
        for (BlockHead head = headAt(offset); head != null; head = headAt(offset)) {
            if (head.kind() == BlockHead.EVENTS) {
                last = Math.max(last, head.lastNanos());
            }
            offset += head.blockBytes();
        }
        return last;
    }

    /** The file gets no longer: what is left at its end is counted and told. */
    void end() throws IOException {
        long left = file.length() - at;
        if (damageFrom >= 0) {
            at = file.length();
            damageEnds();
        } else if (left > 0) {
            tally.tornBytes += left;
            told.accept(RecordingProblems.torn(left, where(at)));
            at = file.length();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private EventBlock read(BlockHead head) throws IOException {
        String where = where(at);
        try {
            EventBlock block = opener.open(head, block(head), 0, where);
            tally.read(block);
            return block;
        } catch (DamagedBlock e) {
            tally.damagedBlocks++;
            told.accept(RecordingProblems.damaged(e.getMessage(), where));
            return null;
        }
    }

    /** The head of the next block that is there as a whole; the scan then stands before it. */
    private BlockHead nextHead() throws IOException {
        BlockHead head = headAt(at);
        if (head == null && file.length() - at >= BlockHead.BYTES) {
            damageFrom = damageFrom < 0 ? at : damageFrom;
            head = search(file.length());
        }
        if (head == null || file.length() - at < head.blockBytes()) {
            return null;
        }
        damageEnds();
        return head;
    }

    /** Moves to the next whole head; without one, to where one may begin when the file has grown. */
    private BlockHead search(long end) throws IOException {
        byte[] window = new byte[WINDOW_BYTES];
        while (end - at >= BlockHead.BYTES) {
            file.seek(at);
            int count = (int) Math.min(window.length, end - at);
            file.readFully(window, 0, count);
            int last = count - BlockHead.BYTES;
            for (int i = 0; i <= last; i++) {
                if (BlockHead.hasMagic(window, i)) {
                    BlockHead head = headAt(at + i);
                    if (head != null) {
                        at += i;
                        return head;
                    }
                }
            }
            at += last + 1;
        }
        return null;
    }

    private void damageEnds() {
        if (damageFrom >= 0) {
            long bytes = at - damageFrom;
            tally.skippedBytes += bytes;
            told.accept(RecordingProblems.damaged(bytes + " bytes are no block, and are left out", where(damageFrom)));
            damageFrom = -1;
        }
    }

    /** The head that begins at a place, or null when there is no whole one. */
    private BlockHead headAt(long offset) throws IOException {
        long left = file.length() - offset;
        if (left < BlockHead.BYTES) {
            return null;
        }
        byte[] head = new byte[(int) Math.min(left, BlockHead.BYTES)];
        file.seek(offset);
        file.readFully(head);
        int bytes = BlockHead.headBytes(head, 0);
        if (bytes > head.length && bytes <= BlockHead.MAX_BYTES && bytes <= left) {
            head = new byte[bytes];
            file.seek(offset);
            file.readFully(head);
        }
        return BlockHead.decode(head, 0, head.length);
    }

    /** All of the block before which the scan stands. */
    private byte[] block(BlockHead head) throws IOException {
        byte[] block = new byte[(int) head.blockBytes()];
        file.seek(at);
        file.readFully(block);
        return block;
    }

    /** The contents of the file's index, or null without a whole one. */
    private byte[] index() throws IOException {
        long length = file.length();
        if (length < BlockHead.BYTES + BlockIndex.TRAILER_BYTES) {
            return null;
        }
        byte[] trailer = new byte[BlockIndex.TRAILER_BYTES];
        file.seek(length - trailer.length);
        file.readFully(trailer);
        long offset = BlockIndex.offset(trailer);
        BlockHead head = offset < 0 || offset > length ? null : headAt(offset);
        if (head == null || head.kind() != BlockHead.INDEX || offset + head.blockBytes() != length) {
            return null;
        }
        byte[] block = new byte[(int) head.blockBytes()];
        file.seek(offset);
        file.readFully(block);
        try {
            BlockOpener.requireStored(head, block, 0);
            return contents(head, block);
        } catch (DamagedBlock e) {
            return null;
        }
    }

    private static byte[] contents(BlockHead head, byte[] block) {
        return Arrays.copyOfRange(block, head.bytes(), block.length);
    }

    private void requireRecording() throws IOException {
        byte[] begin = new byte[(int) Math.min(BlockHead.PREFIX_BYTES, file.length())];
        file.readFully(begin);
        if (begin.length < BlockHead.PREFIX_BYTES) {
            return; // Cut off at once, or not written yet.
        }
        if (BlockHead.hasMagic(begin, 0)) {
            BlockOpener.requireMajor(begin, where(0));
            return;
        }
        // The first block may be damaged; a recording has the next one soon.
        BlockHead head = null;
        if (file.length() >= BlockHead.BYTES) {
            head = search(Math.min(file.length(), FIRST_BLOCKS_BYTES));
            at = 0;
        }
        if (head == null) {
            throw new ProblemException(RecordingProblems.foreign(where(0)));
        }
    }

    private String where(long offset) {
        return path + ":" + offset;
    }
}
