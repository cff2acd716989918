package io.hydrophone.probe.master;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.queue.DiskQueue;
import io.hydrophone.queue.Entry;
import io.hydrophone.queue.QueueCounters;
import io.hydrophone.queue.QueueOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The entries since the last snapshots, on the disk, in the order in which they were applied. Those of the snapshot before
 * the last are kept too, for nodes that come back. One thread reads.
 */
final class Journal implements AutoCloseable {
    private final DiskQueue queue;
    private final long maxBytes;
    private final String directory;
    /** The last entry in the newest snapshot, and in the one before. */
    private long covered;

    private long coveredBefore;
    private long bytesSince;
    /** The last entry that was read. */
    private long read;

    private Journal(DiskQueue queue, long maxBytes, String directory) {
        this.queue = queue;
        this.maxBytes = maxBytes;
        this.directory = directory;
    }

    /** @throws ProblemException when the directory cannot be used */
    static Journal open(Path directory, long maxBytes, Consumer<Problem> told) {
        return new Journal(DiskQueue.open(directory, QueueOptions.of(maxBytes), told), maxBytes, directory.toString());
    }

    /**
     * Puts an entry at the end.
     *
     * @return its sequence
     * @throws ProblemException when the disk does not take it, or no snapshot could be taken for too long
     */
    synchronized long append(byte[] entry) {
        if (bytesSince > maxBytes / 4 * 3) {
            throw new ProblemException(
                    "journal-full",
                    "the journal is full, because no snapshot could be written",
                    directory,
                    "look whether the disk is full");
        }
        long sequence = queue.append(entry);
        bytesSince += entry.length;
        return sequence;
    }

    /** All that was appended is on the disk when this returns. */
    void seal() {
        queue.seal();
    }

    /** The next entry that is on the disk; null when there is none in time. */
    Entry read(Duration patience) throws InterruptedException {
        Entry entry = queue.read(patience);
        if (entry != null) {
            read = Math.max(read, entry.sequence());
        }
        return entry;
    }

    boolean hasUnread() {
        return queue.hasUnread();
    }

    /** Reads from the oldest entry again. */
    void rewind() {
        queue.rewind();
    }

    /** Whether so much has come since the last snapshot that it is time for one. */
    synchronized boolean wantsSnapshot() {
        return bytesSince > maxBytes / 4;
    }

    /** A snapshot has all entries up to this one. What was not read yet stays all the same: it is still to be shipped. */
    synchronized void snapshotTaken(long upTo) {
        long old = Math.min(coveredBefore, read);
        if (old > 0) {
            queue.acknowledge(old);
        }
        coveredBefore = covered;
        covered = upTo;
        bytesSince = 0;
    }

    /** Whether an fsync has failed: what was read since may not be on the disk, whatever a later one says. */
    boolean isUnsound() {
        return queue.counters().unsyncedRecords() > 0;
    }

    QueueCounters counters() {
        return queue.counters();
    }

    @Override
    public void close() {
        queue.close();
    }
}
