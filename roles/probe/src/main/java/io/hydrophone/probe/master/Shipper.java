package io.hydrophone.probe.master;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.queue.Entry;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The thread that reads the journal: it hands on every entry that is on the disk, in order, and says how far all of it is
 * safe. Whatever else reads the journal is ordered here.
 */
final class Shipper {
    private static final Duration PATIENCE = Duration.ofMillis(5);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);

    /** Somebody who wants the old entries too. */
    private record Again(Consumer<Entry> reader, Runnable end) {}

    private final Keeper keeper;
    private final Consumer<Problem> told;
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("shipper").unstarted(this::run);
    private Replicas replicas;
    private LongConsumer safe;
    private Again again;
    private volatile long shipped;
    private volatile boolean woken;
    private volatile boolean closing;

    Shipper(Keeper keeper, Consumer<Problem> told) {
        this.keeper = keeper;
        this.told = told;
        shipped = keeper.applied();
    }

    /** @param upTo receives up to which entry all is safe, each time that this grows */
    void start(Replicas nodes, LongConsumer upTo) {
        replicas = nodes;
        safe = upTo;
        thread.start();
    }

    /** Has this thread do something soon. */
    void order(Runnable action) {
        orders.add(action);
    }

    /** Something may have become safe. */
    void wake() {
        woken = true;
    }

    /** The last entry that was handed on. */
    long shipped() {
        return shipped;
    }

    /** Reads the journal once more from its oldest entry; the end is called when all that was shipped before has been read. On this thread. */
    void again(Consumer<Entry> reader, Runnable end) {
        Again before = again;
        again = before == null
                ? new Again(reader, end)
                : new Again(before.reader.andThen(reader), () -> {
                    before.end.run();
                    end.run();
                });
        keeper.journal().rewind();
    }

    private void run() {
        long retried = System.nanoTime();
        long toldSafe = -1;
        try {
            while (!closing) {
                for (Runnable order = orders.poll(); order != null; order = orders.poll()) {
                    order.run();
                }
                step();
                replicas.confirm(shipped);
                if (System.nanoTime() - retried > RETRY_NANOS) {
                    retried = System.nanoTime();
                    replicas.retry();
                }
                long now = replicas.safe(shipped);
                if ((now > toldSafe || woken) && isSound()) {
                    woken = false;
                    toldSafe = now;
                    safe.accept(now);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** After a failed fsync nothing is acknowledged any more: probes keep their reports until this node was looked at. */
    private boolean isSound() {
        if (!keeper.journal().isUnsound()) {
            return true;
        }
        told.accept(new Problem(
                "journal-not-synced",
                "the disk has failed to keep what was accepted, so nothing is acknowledged",
                keeper.file().toString(),
                "look at the disk, then start this node again"));
        return false;
    }

    private void step() throws InterruptedException {
        try {
            Entry entry = keeper.journal().read(PATIENCE);
            if (again != null && (entry == null || entry.sequence() > shipped)) {
                Again over = again;
                again = null;
                over.end.run();
            }
            if (entry == null) {
                return;
            }
            if (entry.sequence() > shipped) {
                replicas.ship(entry);
                shipped = entry.sequence();
            } else if (again != null) {
                again.reader.accept(entry);
            }
            if (keeper.journal().wantsSnapshot()) {
                keeper.snapshot();
            }
        } catch (ProblemException e) {
            told.accept(e.problem());
        }
    }

    void stop() throws InterruptedException {
        closing = true;
        thread.join();
    }
}
