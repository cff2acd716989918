package io.hydrophone.queue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/** A segment's file and how it begins. */
record Segment(Path file, SegmentHeader header) {
    /**
     * Looks at a file.
     *
     * @param firstSequence by the file's name
     * @return null when it does not begin like a segment of that name
     * @throws io.hydrophone.core.ProblemException when another major version wrote it
     */
    static Segment of(Path file, long firstSequence) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] head = new byte[(int) Math.min(SegmentHeader.MAX_BYTES, in.length())];
            in.readFully(head);
            SegmentHeader header = SegmentHeader.decode(head, file.toString());
            return header == null || header.firstSequence() != firstSequence ? null : new Segment(file, header);
        }
    }

    long firstSequence() {
        return header.firstSequence();
    }
}
