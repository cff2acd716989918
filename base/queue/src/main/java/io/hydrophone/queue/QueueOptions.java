package io.hydrophone.queue;

import io.hydrophone.core.ProblemException;
import java.time.Duration;

/**
 * How much a queue may take.
 *
 * @param maxBytes all segments together on the disk; at least 256 KiB
 * @param segmentBytes of one segment, the unit in which the oldest is dropped; a record that is larger gets a segment of its own
 * @param maxRecordBytes of one record, at most {@link #MAX_RECORD_BYTES}
 * @param sealDelay how long a record may wait for its fsync, so that one serves several records
 */
public record QueueOptions(long maxBytes, int segmentBytes, int maxRecordBytes, Duration sealDelay) {
    /** What the format allows. */
    public static final int MAX_RECORD_BYTES = 64 << 20;

    private static final long MIN_BYTES = 256 << 10;
    private static final int MIN_SEGMENT_BYTES = 4 << 10;
    private static final int MAX_SEGMENT_BYTES = 64 << 20;

    public QueueOptions {
        if (maxBytes < MIN_BYTES) {
            throw bad("a queue takes " + MIN_BYTES + " bytes or more, not " + maxBytes);
        }
        if (segmentBytes < MIN_SEGMENT_BYTES || segmentBytes > Math.min(MAX_SEGMENT_BYTES, maxBytes / 2)) {
            throw bad("a segment takes " + MIN_SEGMENT_BYTES + " bytes to 64 MiB, and half of the queue at most, not "
                    + segmentBytes);
        }
        // A record, its segment's header and its own, must fit when all else has been dropped.
        if (maxRecordBytes < 1 || maxRecordBytes > Math.min(MAX_RECORD_BYTES, maxBytes / 2)) {
            throw bad("a record takes 1 byte to 64 MiB, and half of the queue at most, not " + maxRecordBytes);
        }
        if (sealDelay.isNegative() || sealDelay.compareTo(Duration.ofSeconds(10)) > 0) {
            throw bad("records wait for their fsync 0 to 10 s, not " + sealDelay);
        }
    }

    /** Sixteen segments or more of at most 4 MiB, records of at most 16 MiB, an fsync within 20 ms. */
    public static QueueOptions of(long maxBytes) {
        int segment = Math.clamp(maxBytes / 16, MIN_SEGMENT_BYTES, 4 << 20);
        int largest = Math.clamp(maxBytes / 2, 1, 16 << 20);
        return new QueueOptions(maxBytes, segment, largest, Duration.ofMillis(20));
    }

    private static ProblemException bad(String message) {
        return new ProblemException("bad-queue-size", message, "", "");
    }
}
