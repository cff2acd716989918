package io.hydrophone.queue;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * Reads a segment's records in their order. A damaged record is left out, and where a header is damaged the next one is looked for;
 * whoever asks sees from the sequences what is missing. Takes time linear in the file's length whatever it holds.
 */
final class SegmentReader implements Closeable {
    private static final int CHUNK = 64 << 10;

    private final Segment segment;
    private final RandomAccessFile file;
    private final byte[] head = new byte[RecordHeader.BYTES];
    private long position;
    private long last;

    private SegmentReader(Segment segment, RandomAccessFile file) {
        this.segment = segment;
        this.file = file;
        this.position = segment.header().bytes();
        this.last = segment.firstSequence() - 1;
    }

    static SegmentReader open(Segment segment) throws IOException {
        return new SegmentReader(segment, new RandomAccessFile(segment.file().toFile(), "r"));
    }

    Segment segment() {
        return segment;
    }

    /** The sequence of the last header that was read, or the one before the segment's first. */
    long last() {
        return last;
    }

    /** The end of the last record whose header was read. */
    long position() {
        return position;
    }

    /**
     * The next record of a range that is whole.
     *
     * @param from records before this are passed over unread
     * @param through none after this is touched: what is being written lies there
     * @return null when the segment has no more; asked again with a later end, it goes on where it was
     */
    Entry next(long from, long through) throws IOException {
        for (RecordHeader header = header(through); header != null; header = header(through)) {
            long at = position + RecordHeader.BYTES;
            position = at + header.length();
            last = header.sequence();
            if (last >= from) {
                byte[] record = new byte[header.length()];
                read(at, record, record.length);
                if (header.fits(record)) {
                    return new Entry(last, record);
                }
            }
        }
        return null;
    }

    private RecordHeader header(long through) throws IOException {
        long room = file.length() - position - RecordHeader.BYTES;
        if (room < 0) {
            return null;
        }
        read(position, head, RecordHeader.BYTES);
        RecordHeader header = decode(head, 0, room, through);
        return header != null ? header : searched(through);
    }

    private RecordHeader searched(long through) throws IOException {
        byte[] chunk = new byte[CHUNK];
        long length = file.length();
        for (long at = position + 1; at + RecordHeader.BYTES <= length; at += CHUNK - RecordHeader.BYTES + 1) {
            int bytes = (int) Math.min(CHUNK, length - at);
            read(at, chunk, bytes);
            for (int i = 0; i + RecordHeader.BYTES <= bytes; i++) {
                RecordHeader header = decode(chunk, i, length - at - i - RecordHeader.BYTES, through);
                if (header != null) {
                    position = at + i;
                    return header;
                }
            }
        }
        return null;
    }

    private RecordHeader decode(byte[] in, int at, long room, long through) {
        return RecordHeader.decode(in, at, segment.header().salt(), room, last + 1, through);
    }

    private void read(long at, byte[] into, int length) throws IOException {
        file.seek(at);
        file.readFully(into, 0, length);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
