package io.hydrophone.probe.master;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The thread that closes intervals, where this node is master, and hands merged reports on when everyone knows of them: so
 * whoever is master next hands on the same ones, under the same ids.
 */
final class Closer {
    private static final Duration TICK = Duration.ofMillis(50);

    private final Keeper keeper;
    private final Intake intake;
    private final BooleanSupplier isMaster;
    private final LongSupplier masterEpoch;
    private final Consumer<Problem> told;
    private final List<Consumer<MergedReport>> readers = new CopyOnWriteArrayList<>();
    /** Journal entries that closed intervals, and the numbers of the last merged reports that they made. */
    private final NavigableMap<Long, Long> closings = new TreeMap<>();

    private final Thread thread = Thread.ofPlatform().daemon().name("closer").unstarted(this::run);
    private volatile long safe;
    private volatile boolean closing;
    private long handedOn;
    private boolean wasMaster;

    Closer(Keeper keeper, Intake intake, BooleanSupplier isMaster, LongSupplier masterEpoch, Consumer<Problem> told) {
        this.keeper = keeper;
        this.intake = intake;
        this.isMaster = isMaster;
        this.masterEpoch = masterEpoch;
        this.told = told;
    }

    /** Has a reader called with each merged report from now on; it must not wait for long. */
    void addReader(Consumer<MergedReport> reader) {
        readers.add(reader);
    }

    void start() {
        thread.start();
    }

    /** The journal is safe up to an entry. */
    void safe(long upTo) {
        safe = upTo;
    }

    private void run() {
        try {
            while (!closing) {
                Thread.sleep(TICK);
                if (isMaster.getAsBoolean()) {
                    step();
                }
                wasMaster = isMaster.getAsBoolean();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void step() {
        if (!wasMaster) { // What the master before may not have handed on; the journal says how far it was.
            closings.clear();
            handOn(Long.MAX_VALUE);
        }
        try {
            closeDue();
        } catch (ProblemException e) {
            told.accept(e.problem());
        }
        NavigableMap<Long, Long> over = closings.headMap(safe, true);
        if (!over.isEmpty()) {
            handOn(over.lastEntry().getValue());
            over.clear();
        }
    }

    private void closeDue() {
        List<Interval> due = keeper.fleet().due(intake.names());
        if (due.isEmpty()) {
            return;
        }
        long first = keeper.fleet().number() + 1;
        long entry = keeper.close(new JournalEntry.Closed(masterEpoch.getAsLong(), first, handedOn, due));
        closings.put(entry, first + due.size() - 1);
    }

    private void handOn(long upTo) {
        for (MergedReport merged : keeper.fleet().inDoubt()) {
            if (merged.number() <= upTo) {
                readers.forEach(reader -> reader.accept(merged));
                handedOn = merged.number();
            }
        }
        keeper.fleet().handedOn(handedOn);
    }

    void stop() throws InterruptedException {
        closing = true;
        thread.join();
    }
}
