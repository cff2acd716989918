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

    /** Somebody who wants the old entries too, up to one of them. */
    private record Again(long through, Consumer<Entry> reader, Runnable end) {}

    private final Keeper keeper;
    private final Consumer<Problem> told;
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();
    private final Thread thread = Thread.ofPlatform().daemon().name("shipper").unstarted(this::run);
    private Replicas replicas;
    private LongConsumer safe;
    private Consumer<Problem> failed;
    /** Whether an fsync has failed. */
    private boolean unsound;

    private Again again;
    /** When a snapshot was tried last in vain: each try takes a while. */
    private long snapshotFailed = System.nanoTime() - RETRY_NANOS;

    private volatile long shipped;
    private volatile boolean woken;
    private volatile boolean closing;

    Shipper(Keeper keeper, Consumer<Problem> told) {
        this.keeper = keeper;
        this.told = told;
        shipped = keeper.applied();
    }

    /**
     * Begins.
     *
     * @param upTo receives up to which entry all is safe, each time that this grows
     * @param onFailure told once, when the disk has failed to keep what it was given: nothing is safe from then on
     */
    void start(Replicas nodes, LongConsumer upTo, Consumer<Problem> onFailure) {
        replicas = nodes;
        safe = upTo;
        failed = onFailure;
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

    /** Reads the journal once more from its oldest entry; the end is called when all that was applied before has been read. On this thread. */
    void again(Consumer<Entry> reader, Runnable end) {
        Again before = again;
        long through = keeper.applied();
        again = before == null
                ? new Again(through, reader, end)
                : new Again(through, before.reader.andThen(reader), () -> {
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
                boolean sound = isSound();
                if (sound) {
                    replicas.confirm(shipped);
                }
                if (System.nanoTime() - retried > RETRY_NANOS) {
                    retried = System.nanoTime();
                    replicas.retry();
                }
                long now = replicas.safe(shipped);
                if ((now > toldSafe || woken) && sound) {
                    woken = false;
                    toldSafe = now;
                    safe.accept(now);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** After a failed fsync nothing is acknowledged any more, nor confirmed to a master: probes keep their reports. */
    private boolean isSound() {
        if (unsound || !keeper.journal().isUnsound()) {
            return !unsound;
        }
        unsound = true;
        failed.accept(new Problem(
                "journal-not-synced",
                "the disk has failed to keep what was accepted, so nothing is accepted any more",
                keeper.file().toString(),
                "look at the disk, then start this node again"));
        return false;
    }

    private void step() throws InterruptedException {
        try {
            Entry entry = keeper.journal().read(PATIENCE);
            if (entry != null) {
                read(entry);
            }
            if (again != null && isRead(again.through, entry)) {
                Again over = again;
                again = null;
                over.end.run();
            }
            if (keeper.journal().wantsSnapshot() && System.nanoTime() - snapshotFailed > RETRY_NANOS) {
                snapshotFailed = keeper.snapshot() ? snapshotFailed : System.nanoTime();
            }
        } catch (ProblemException e) {
            told.accept(e.problem());
        }
    }

    private void read(Entry entry) {
        if (entry.sequence() > shipped) {
            replicas.ship(entry);
            shipped = entry.sequence();
        }
        if (again != null) {
            again.reader.accept(entry);
        }
    }

    /** Whether the journal was read up to an entry, or to its end: that one may have been lost. */
    private boolean isRead(long through, Entry last) {
        return last == null ? !keeper.journal().hasUnread() : last.sequence() >= through;
    }

    void stop() throws InterruptedException {
        closing = true;
        thread.join();
    }
}
