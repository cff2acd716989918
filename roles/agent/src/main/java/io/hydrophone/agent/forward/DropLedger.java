package io.hydrophone.agent.forward;

import io.hydrophone.core.Problem;
import io.hydrophone.core.Reason;
import io.hydrophone.queue.SlotFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Counts the signals that a sink never got, on the disk before they are given up: so that no crash hides a loss. What was
 * counted last is kept with the count, so that a crash between the two does not count it again. Not for several threads.
 */
final class DropLedger implements Closeable {
    /** {@code HYDL}. */
    private static final int MAGIC = 0x4859444c;

    private static final DropReason[] REASONS = {
        DropReason.QUEUE_FULL, DropReason.EXPIRED, DropReason.REFUSED, DropReason.UNPARSED
    };
    /** Chapter, epoch and sequence of what was counted last. */
    private static final int LAST = 3;

    /** Null for a sink without a directory. */
    private final Path path;

    private final Consumer<Problem> told;
    private final long[] numbers = new long[REASONS.length + LAST];
    /** Null while it cannot be opened: a disk may be full. */
    private SlotFile file;

    private DropLedger(Path path, Consumer<Problem> told) {
        this.path = path;
        this.told = told;
    }

    static DropLedger inMemory(Consumer<Problem> told) {
        return new DropLedger(null, told);
    }

    /** One that cannot be opened is told, and tried again when there is something to count. */
    static DropLedger open(Path path, Consumer<Problem> told) {
        DropLedger ledger = new DropLedger(path, told);
        try {
            ledger.open();
        } catch (IOException e) {
            ledger.tell(e);
        }
        return ledger;
    }

    private void open() throws IOException {
        if (file == null) {
            file = SlotFile.open(path, MAGIC, 1, 0, numbers.length);
            long[] known = file.numbers();
            for (int i = 0; known != null && i < numbers.length; i++) {
                numbers[i] = i < REASONS.length ? numbers[i] + known[i] : Math.max(numbers[i], known[i]);
            }
        }
    }

    /** Counts the signals of a record. */
    void count(DropReason reason, int signals, QueuedBatch record) {
        if (numbers[REASONS.length + 1] != record.epoch() || numbers[REASONS.length + 2] != record.sequence()) {
            add(reason, signals);
            numbers[REASONS.length + 1] = record.epoch();
            numbers[REASONS.length + 2] = record.sequence();
            write();
        }
    }

    /** Counts what is left of a chapter. */
    void count(DropReason reason, long signals, long chapter) {
        add(reason, signals);
        numbers[REASONS.length] = chapter;
        write();
    }

    /** Counts what another counted without a directory. */
    void add(DropLedger other) {
        long sum = 0;
        for (int i = 0; i < REASONS.length; i++) {
            numbers[i] += other.numbers[i];
            sum += other.numbers[i];
        }
        if (sum > 0) {
            write();
        }
    }

    /** Whether a chapter was counted, and only its files are still there. */
    boolean hasCounted(long chapter) {
        return numbers[REASONS.length] == chapter;
    }

    /** Of those that were counted. */
    long lastChapter() {
        return numbers[REASONS.length];
    }

    Map<DropReason, Long> counts() {
        Map<DropReason, Long> counts = new EnumMap<>(DropReason.class);
        for (int i = 0; i < REASONS.length; i++) {
            counts.put(REASONS[i], numbers[i]);
        }
        return counts;
    }

    private void add(DropReason reason, long signals) {
        for (int i = 0; i < REASONS.length; i++) {
            if (REASONS[i] == reason) {
                numbers[i] += signals;
            }
        }
    }

    private void write() {
        if (path == null) {
            return;
        }
        try {
            open();
            file.write(numbers);
        } catch (IOException e) {
            tell(e);
        }
    }

    private void tell(IOException failure) {
        told.accept(new Problem(
                "queue-not-written",
                "what is given up cannot be counted on the disk (" + Reason.ofFile(failure) + ")",
                path.toString(),
                "make room, or look at the disk: until then a crash forgets the count"));
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            // What it counted was synced then.
        }
    }
}
