package io.hydrophone.probe.master;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.push.SealedReport;
import io.hydrophone.queue.Entry;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.merge.Receipts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps the sums and the journal together: what is applied to the one stands in the other, in the same order, and after a
 * crash a snapshot with the entries that follow it makes the same sums again.
 */
final class Keeper implements AutoCloseable {
    private static final String SUMS = "sums";

    private final FleetOptions options;
    private final Path file;
    private final Journal journal;
    private final Consumer<Problem> told;
    /** Replaced as a whole when another node's sums are taken over. */
    private Fleet fleet;

    private long applied;
    private long lost;

    private Keeper(FleetOptions options, Path file, Journal journal, Fleet fleet, Consumer<Problem> told) {
        this.options = options;
        this.file = file;
        this.journal = journal;
        this.fleet = fleet;
        this.told = told;
    }

    /**
     * Opens a directory, or makes one, and adds up what it holds.
     *
     * @throws ProblemException when it cannot be used
     */
    static Keeper open(Path directory, long journalBytes, FleetOptions options, Consumer<Problem> told)
            throws InterruptedException {
        Journal journal = Journal.open(directory.resolve("journal"), journalBytes, told);
        Keeper keeper = new Keeper(options, directory.resolve(SUMS), journal, new Fleet(options), told);
        try {
            keeper.restore();
            keeper.snapshot(); // Keeps when the group began, and what the journal had to tell.
            return keeper;
        } catch (RuntimeException | InterruptedException e) {
            journal.close();
            throw e;
        }
    }

    /** The snapshot, and all entries of the journal that are not in it. */
    private void restore() throws InterruptedException {
        try {
            if (Files.exists(file)) {
                FleetFile.read(file, fleet);
            }
        } catch (IOException e) {
            throw new ProblemException(unreadable(e), e);
        }
        replay();
    }

    private void replay() throws InterruptedException {
        journal.rewind();
        while (journal.hasUnread()) {
            Entry entry = journal.read(Duration.ofSeconds(1));
            if (entry != null) {
                replay(entry.record());
                applied = entry.sequence();
            }
        }
    }

    private void replay(byte[] record) {
        try {
            switch (JournalEntry.decode(record)) {
                case JournalEntry.Accepted(SealedReport report, boolean isTold) -> {
                    if (!fleet.knows(report.id())) {
                        fleet.apply(Frames.read(report.bytes()), isTold);
                    }
                }
                case JournalEntry.Closed closed -> {
                    if (closed.first() + closed.intervals().size() - 1 > fleet.number()) {
                        fleet.apply(closed);
                    }
                }
            }
        } catch (ProblemException e) {
            told.accept(e.problem());
        }
    }

    synchronized Fleet fleet() {
        return fleet;
    }

    /** Where the sums are when a snapshot has been taken. */
    Path file() {
        return file;
    }

    Journal journal() {
        return journal;
    }

    /**
     * Accepts a report, unless it is known.
     *
     * @return the entry after which it is on the disk
     * @throws ProblemException when the journal does not take it; then it is not accepted
     */
    synchronized long accept(SealedReport report, IntervalReport content) {
        if (fleet.knows(report.id())) {
            fleet.countDuplicate();
            return applied;
        }
        return apply(JournalEntry.encode(report), content, false);
    }

    private long apply(byte[] record, IntervalReport content, boolean isTold) {
        applied = journal.append(record);
        fleet.apply(content, isTold);
        return applied;
    }

    /** Accepts an entry of another node; the same otherwise. */
    synchronized long accept(byte[] record) {
        switch (JournalEntry.decode(record)) {
            case JournalEntry.Accepted(SealedReport report, boolean isTold) -> {
                return fleet.knows(report.id()) ? applied : apply(record, Frames.read(report.bytes()), isTold);
            }
            case JournalEntry.Closed closed -> {
                return close(closed);
            }
        }
    }

    /** Closes intervals. */
    synchronized long close(JournalEntry.Closed closed) {
        applied = journal.append(JournalEntry.encode(closed));
        fleet.apply(closed);
        return applied;
    }

    /** The last entry that was applied. */
    synchronized long applied() {
        return applied;
    }

    /**
     * Writes the sums to the disk; entries before the snapshot before are not needed any more. For the thread that reads the journal.
     *
     * @return whether it is there; else it was told why not
     */
    synchronized boolean snapshot() {
        try {
            journal.seal();
            FleetFile.write(fleet, file);
            journal.snapshotTaken(applied);
            return true;
        } catch (IOException e) {
            told.accept(new Problem(
                    "snapshot-not-written",
                    "the sums could not be written: " + e.getMessage(),
                    file.toString(),
                    "nothing is lost while the journal has room; look whether the disk is full"));
        } catch (ProblemException e) {
            told.accept(e.problem());
        }
        return false;
    }

    /**
     * Forgets the sums for those of another node, and adds what only this one's journal has. What stood in its sums alone is
     * lost, told and counted. For the thread that reads the journal.
     *
     * @throws ProblemException when they are damaged; then all is as it was
     */
    synchronized void adopt(Path sums) throws InterruptedException {
        Fleet others = new Fleet(options);
        try {
            FleetFile.read(sums, others);
            Files.move(sums, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new ProblemException(unreadable(e), e);
        }
        Receipts before = fleet.accepted().receipts();
        fleet = others;
        journal.seal();
        replay();
        countLost(fleet.accepted().receipts().missing(before));
    }

    private void countLost(List<Receipts.Stretch> missing) {
        Receipts gone = new Receipts();
        gone.addAll(missing);
        if (gone.count() > 0) {
            lost += gone.count();
            told.accept(new Problem(
                    "reports-lost",
                    gone.count() + " reports that only this node had were too old to be handed over, and are lost",
                    file.toString(),
                    "give the journal more room, for nodes that are apart for long"));
        }
    }

    /** Reports that were accepted and are not any more, since this process began. */
    synchronized long lost() {
        return lost;
    }

    private Problem unreadable(IOException e) {
        return new Problem("sums-not-read", "the sums could not be read: " + e.getMessage(), file.toString(), "");
    }

    /** Seals what was accepted. */
    @Override
    public void close() {
        snapshot();
        journal.close();
    }
}
