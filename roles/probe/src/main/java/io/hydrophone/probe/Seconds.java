package io.hydrophone.probe;

import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.SummaryMerge;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.report.CaptureFigures;
import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/**
 * The seconds on their way from the capture threads to the ledger. A second goes on when every worker has closed it, as
 * the sum of what each has heard; with one worker it goes on as it came.
 */
final class Seconds {
    /** The second is null at the end. */
    private record Heard(int worker, Second second) {}

    private final BlockingQueue<Heard> queue = new LinkedBlockingQueue<>();
    private final DigestOptions options;
    /** Up to when each worker has told, since 1970. */
    private final long[] told;

    /** A second that not all workers have told yet. */
    private static final class Sum {
        private final SummaryMerge summary;
        private CaptureFigures capture = CaptureFigures.NONE;

        Sum(DigestOptions options) {
            summary = new SummaryMerge(options);
        }

        void add(Second second) {
            summary.add(second.summary());
            capture = capture.plus(second.capture());
        }

        Second second() {
            return new Second(summary.snapshot(), capture);
        }
    }

    private final NavigableMap<Long, Sum> open = new TreeMap<>();

    /** @param options the bounds of one second */
    Seconds(int workers, DigestOptions options) {
        this.options = options;
        told = new long[workers];
        Arrays.fill(told, Long.MIN_VALUE);
    }

    /** From a capture thread. */
    void add(int worker, Second second) {
        queue.add(new Heard(worker, second));
    }

    /** No worker has more; from any thread. */
    void end() {
        queue.add(new Heard(0, null));
    }

    /** Hands on each second that is whole, in their order, until the end; on the calling thread. */
    void run(Consumer<Second> ledger) throws InterruptedException {
        for (Heard heard = queue.take(); heard.second != null; heard = queue.take()) {
            if (told.length == 1) {
                ledger.accept(heard.second);
            } else {
                merge(heard);
                handOn(Arrays.stream(told).min().orElseThrow(), ledger);
            }
        }
        handOn(Long.MAX_VALUE, ledger);
    }

    private void merge(Heard heard) {
        Summary second = heard.second.summary();
        long slowNanos = second.counts().slowNanos();
        open.computeIfAbsent(second.fromNanos(), from -> new Sum(options.withSlowNanos(slowNanos)))
                .add(heard.second);
        told[heard.worker] = Math.max(told[heard.worker], second.toNanos());
    }

    /** Those that began before a time up to which all have told: intervals are aligned, so they ended by then. */
    private void handOn(long before, Consumer<Second> ledger) {
        NavigableMap<Long, Sum> whole = open.headMap(before, false);
        whole.values().forEach(sum -> ledger.accept(sum.second()));
        whole.clear();
    }
}
