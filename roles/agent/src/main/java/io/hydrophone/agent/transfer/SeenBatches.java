package io.hydrophone.agent.transfer;

import io.hydrophone.agent.batch.BatchKey;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.queue.DiskQueue;
import io.hydrophone.queue.Entry;
import io.hydrophone.queue.QueueOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The keys of the last 65,536 batches, in memory and in a queue on the disk that nobody empties: its oldest make room. No end of
 * the process forgets one; a power failure takes those of the last second. While the disk takes none, memory alone has them.
 */
final class SeenBatches implements AutoCloseable {
    private static final int MAX_REMEMBERED = 1 << 16;
    private static final QueueOptions OPTIONS = new QueueOptions(16 << 20, 1 << 20, 4 << 10, Duration.ofSeconds(1));

    private final Consumer<Problem> told;
    private final Set<BatchKey> seen = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<BatchKey, Boolean> eldest) {
            return size() > MAX_REMEMBERED;
        }
    });
    /** Null where it could not be opened. */
    private final DiskQueue queue;

    private SeenBatches(DiskQueue queue, Consumer<Problem> told) {
        this.queue = queue;
        this.told = told;
    }

    /** Remembers what earlier processes did; a directory that cannot be had is told. */
    static SeenBatches open(Path directory, Consumer<Problem> told) {
        DiskQueue queue = null;
        try {
            queue = DiskQueue.open(directory, OPTIONS, told);
        } catch (ProblemException e) {
            told.accept(e.problem());
        }
        SeenBatches batches = new SeenBatches(queue, told);
        if (queue != null) {
            batches.recall();
        }
        return batches;
    }

    private void recall() {
        try {
            for (Entry entry = queue.read(Duration.ZERO); entry != null; entry = queue.read(Duration.ZERO)) {
                BatchKey key = key(new String(entry.record(), StandardCharsets.UTF_8));
                if (key != null) {
                    seen.add(key);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What {@link BatchKey#header} wrote; null for anything else. */
    private static BatchKey key(String text) {
        int sequence = text.lastIndexOf('/');
        int epoch = text.lastIndexOf('/', sequence - 1);
        try {
            return epoch < 0
                    ? null
                    : new BatchKey(
                            text.substring(0, epoch),
                            Long.parseLong(text, epoch + 1, sequence, 10),
                            Long.parseLong(text, sequence + 1, text.length(), 10));
        } catch (NumberFormatException e) {
            return null;
        }
    }

    synchronized boolean contains(BatchKey key) {
        return seen.contains(key);
    }

    synchronized void add(BatchKey key) {
        if (seen.add(key) && queue != null) {
            try {
                queue.append(key.header().getBytes(StandardCharsets.UTF_8));
            } catch (ProblemException e) {
                told.accept(e.problem());
            }
        }
    }

    /** Nothing is added any more. */
    @Override
    public void close() {
        if (queue != null) {
            queue.close();
        }
    }
}
