package io.hydrophone.traffic.broker;

import io.hydrophone.core.ProblemException;
import io.hydrophone.queue.QueueOptions;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How events wait for a broker.
 *
 * @param directory of the queue on the disk; one of this process's own
 * @param maxBytes that may wait there: at least 1 MiB; the oldest messages are dropped and counted when it is full
 * @param poolBlocks how many blocks of 1 MiB may wait in memory for the disk before events are dropped; 2 to 1,024
 */
public record BrokerTargetOptions(Path directory, long maxBytes, int poolBlocks) {
    private static final long MIN_BYTES = 1 << 20;
    private static final int MAX_POOL_BLOCKS = 1_024;
    private static final int SEGMENT_BYTES = 16 << 20;

    public BrokerTargetOptions {
        if (maxBytes < MIN_BYTES) {
            throw bad("the queue before a broker takes " + MIN_BYTES + " bytes or more, not " + maxBytes);
        }
        if (poolBlocks < 2 || poolBlocks > MAX_POOL_BLOCKS) {
            throw bad("2 to " + MAX_POOL_BLOCKS + " blocks may wait for the disk, not " + poolBlocks);
        }
    }

    /** With a queue of 4 GiB, and 32 MiB that may wait for its disk. */
    public static BrokerTargetOptions of(Path directory) {
        return new BrokerTargetOptions(directory, 4L << 30, 32);
    }

    /** A block may be as large as the queue's format allows a record to be. */
    QueueOptions queue() {
        int segment = (int) Math.min(SEGMENT_BYTES, maxBytes / 16);
        int record = (int) Math.min(QueueOptions.MAX_RECORD_BYTES, maxBytes / 2);
        return new QueueOptions(maxBytes, segment, record, Duration.ofMillis(20));
    }

    private static ProblemException bad(String message) {
        return new ProblemException("bad-recording-option", message, "", "");
    }
}
