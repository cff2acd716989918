package io.hydrophone.probe.master;

import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.push.SealedReport;
import io.hydrophone.queue.Entry;
import io.hydrophone.report.merge.Receipts;

/** Reports that another node does not have, looked for in the journal. One thread at a time. */
final class Lacking {
    private final Receipts lacking = new Receipts();
    private final Receipts found = new Receipts();

    Lacking(Receipts theirs, Receipts ours) {
        lacking.addAll(theirs.missing(ours));
    }

    /** Whether an entry is one of them. */
    boolean finds(Entry entry) {
        if (entry.record().length == 0 || entry.record()[0] != JournalEntry.REPORT) {
            return false;
        }
        try {
            return JournalEntry.decode(entry.record()) instanceof JournalEntry.Accepted(SealedReport report)
                    && lacking.contains(report.id())
                    && found.add(report.id());
        } catch (ProblemException e) {
            return false; // It was told when it was replayed.
        }
    }

    boolean isEmpty() {
        return count() == 0;
    }

    /** Those that were not found. */
    long count() {
        return lacking.count() - found.count();
    }
}
