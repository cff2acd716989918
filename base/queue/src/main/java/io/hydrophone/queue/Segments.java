package io.hydrophone.queue;

import io.hydrophone.core.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The segments on the disk, by their first sequence. Not for several threads. */
final class Segments {
    private record Stored(Segment segment, long bytes) {}

    private final NavigableMap<Long, Stored> segments = new TreeMap<>();
    private long bytes;
    private long last;
    private long tornBytes;

    private Segments() {}

    /** @throws io.hydrophone.core.ProblemException when another major version wrote one of them */
    static Segments open(Directory directory, Consumer<Problem> told) throws IOException {
        Segments found = new Segments();
        for (Map.Entry<Long, Path> file : directory.segments().entrySet()) {
            found.last = Math.max(found.last, file.getKey() - 1);
            Segment segment = Segment.of(file.getValue(), file.getKey());
            if (segment != null) {
                found.add(segment, Files.size(file.getValue()));
            } else {
                // A file shorter than a header is one that a crash kept from being written.
                if (Files.size(file.getValue()) > SegmentHeader.BYTES) {
                    told.accept(QueueProblems.damaged(file.getValue().toString()));
                    found.last = Math.max(found.last, file.getKey());
                }
                Files.delete(file.getValue());
            }
        }
        found.lookForTheLast(told);
        return found;
    }

    private void lookForTheLast(Consumer<Problem> told) throws IOException {
        if (!segments.isEmpty()) {
            Stored stored = segments.lastEntry().getValue();
            try (SegmentReader reader = SegmentReader.open(stored.segment)) {
                reader.next(Long.MAX_VALUE, Long.MAX_VALUE - 1);
                last = Math.max(last, reader.last());
                tornBytes = stored.bytes - reader.position();
            }
            if (tornBytes > 0) {
                told.accept(QueueProblems.torn(stored.segment.file().toString(), tornBytes));
            }
        }
    }

    boolean isEmpty() {
        return segments.isEmpty();
    }

    /** Of all segments together. */
    long bytes() {
        return bytes;
    }

    /** The last sequence that was given to a record when the segments were opened. */
    long last() {
        return last;
    }

    /** At the end of the last segment when it was opened. */
    long tornBytes() {
        return tornBytes;
    }

    void add(Segment segment, long size) {
        segments.put(segment.firstSequence(), new Stored(segment, size));
        bytes += size;
    }

    /** A segment has been written to. */
    void grew(Segment segment, long by) {
        segments.computeIfPresent(segment.firstSequence(), (first, is) -> new Stored(segment, is.bytes + by));
        bytes += by;
    }

    /** The first, or null. */
    Segment oldest() {
        return segments.isEmpty() ? null : segments.firstEntry().getValue().segment;
    }

    /** The segment that has a sequence if any has, or null. */
    Segment holding(long sequence) {
        Map.Entry<Long, Stored> entry = segments.floorEntry(sequence);
        return entry == null ? null : entry.getValue().segment;
    }

    /** Where the segment after the one that has this sequence begins; the highest number when there is none. */
    long beginningAfter(long sequence) {
        Long next = segments.higherKey(sequence);
        return next == null ? Long.MAX_VALUE : next;
    }

    /** Deletes the segments that have nothing after a sequence; the last one stays. */
    void removeThrough(long sequence) {
        while (!segments.isEmpty() && beginningAfter(segments.firstKey()) - 1 <= sequence) {
            remove(oldest());
        }
    }

    /** Deletes a segment's file. One that cannot be deleted is no longer counted; the next start finds it again. */
    void remove(Segment segment) {
        Stored stored = segments.remove(segment.firstSequence());
        if (stored != null) {
            bytes -= stored.bytes;
        }
        try {
            Files.deleteIfExists(segment.file());
        } catch (IOException e) {
            // What is done with must not stop what comes; the name is taken again only after all numbers are used up.
        }
    }
}
