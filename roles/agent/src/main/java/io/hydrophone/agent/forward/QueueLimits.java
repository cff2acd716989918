package io.hydrophone.agent.forward;

import io.hydrophone.queue.QueueOptions;
import java.time.Duration;

/**
 * How much a sink's queue may take.
 *
 * @param bytes of all that waits; beyond, the oldest samples go first
 * @param memory of what waits in memory while the disk takes nothing
 * @param age after which nothing is worth sending
 */
public record QueueLimits(long bytes, long memory, Duration age) {
    /** As dd-agent's forwarder; a day, after which it takes nothing either. */
    public static final QueueLimits USUAL = new QueueLimits(30_000_000, 8 << 20, Duration.ofHours(24));

    public static final long MIN_BYTES = 1 << 20;

    private static final int CHAPTERS = 16;
    /** Above what {@link Portions} makes of the largest signals. */
    private static final int RECORD_BYTES = 1 << 20;

    /** Of one chapter: what is lost at once when the queue is full. */
    long chapterBytes() {
        return Math.clamp(bytes / CHAPTERS, 64 << 10, 4 << 20);
    }

    /** How long records of one chapter wait before another is begun, which will come first. */
    Duration chapterAge() {
        Duration share = age.dividedBy(256);
        return share.compareTo(Duration.ofMinutes(1)) < 0 ? Duration.ofMinutes(1) : share;
    }

    /** A chapter ends before its own queue is full, so that nothing is dropped but by the sink's. */
    QueueOptions chapter() {
        int segment = (int) Math.max(chapterBytes() / 4, 16 << 10);
        return new QueueOptions(
                Math.max(4 * chapterBytes(), 2 * RECORD_BYTES), segment, RECORD_BYTES, Duration.ofMillis(200));
    }
}
