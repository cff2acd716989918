package io.hydrophone.probe.master;

import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.push.SealedReport;
import io.hydrophone.queue.Entry;
import io.hydrophone.report.ReportId;
import io.hydrophone.report.merge.Receipts;

/** Reports that another node does not have, looked for in the journal. One thread at a time. */
final class Lacking {
    private final Receipts lacking = new Receipts();
    private final Receipts found = new Receipts();

    Lacking(Receipts theirs, Receipts ours) {
        lacking.addAll(theirs.missing(ours));
    }

    /** Which of them an entry is; null when it is none. */
    ReportId find(Entry entry) {
        if (!JournalEntry.isReport(entry.record())) {
            return null;
        }
        try {
            return JournalEntry.decode(entry.record())
                                    instanceof JournalEntry.Accepted(SealedReport report, boolean told)
                            && lacking.contains(report.id())
                            && found.add(report.id())
                    ? report.id()
                    : null;
        } catch (ProblemException e) {
            return null; // It was told when it was replayed.
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
