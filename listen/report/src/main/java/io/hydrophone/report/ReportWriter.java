package io.hydrophone.report;

import io.hydrophone.digest.summary.ClientSummary;
import io.hydrophone.digest.summary.CommandCount;
import io.hydrophone.digest.summary.Sampling;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.digest.summary.Timeline;
import io.hydrophone.sql.Fingerprinter;

/** Writes a report, in whatever notation. {@link ReportReader} is its mirror. */
final class ReportWriter {
    private final FieldWriter out;

    ReportWriter(FieldWriter out) {
        this.out = out;
    }

    void write(IntervalReport report) {
        Summary summary = report.summary();
        out.beginObject();
        out.text(Field.FORMAT, ReportFormat.NAME);
        out.text(Field.FORMAT_VERSION, ReportFormat.VERSION);
        out.text(Field.PROBE, report.id().probe());
        out.id(Field.EPOCH, report.id().epoch());
        out.number(Field.SEQUENCE, report.id().sequence());
        out.text(Field.VERSION, report.version());
        out.number(Field.FP_VERSION, Fingerprinter.FP_VERSION);
        out.micros(Field.FROM, summary.fromNanos());
        out.micros(Field.TO, summary.toNanos());
        bookkeeping(summary.counts());
        capture(report.capture());
        StatementWriter statement = new StatementWriter(out);
        out.beginList(Field.STATEMENTS, summary.statements().size());
        summary.statements().forEach(statement::write);
        out.endList();
        out.beginList(Field.CLIENTS, summary.clients().size());
        summary.clients().forEach(client -> client(client, statement));
        out.endList();
        out.beginList(Field.COMMANDS, summary.commands().size());
        summary.commands().forEach(this::command);
        out.endList();
        timeline(summary.timeline());
        if (summary.transactions() != null) {
            new TransactionWriter(out).write(summary.transactions());
        }
        out.endObject();
    }

    private void bookkeeping(Summary.Bookkeeping counts) {
        Sampling sampling = counts.sampling();
        out.number(Field.SAMPLE_FINEST, sampling.finest().denominator());
        out.number(Field.SAMPLE_COARSEST, sampling.coarsest().denominator());
        out.number(Field.FILTERED_OUT, counts.filteredOut());
        out.number(Field.LATE, counts.late());
        out.number(Field.EVICTED_ROWS, counts.evictedRows());
        out.micros(Field.SLOW_THRESHOLD_US, counts.slowNanos());
    }

    private void capture(CaptureFigures capture) {
        out.beginObject(Field.CAPTURE);
        out.number(Field.PACKETS, capture.packets());
        out.number(Field.BYTES, capture.bytes());
        out.number(Field.SESSIONS, capture.sessions());
        out.number(Field.LOGINS, capture.logins());
        out.number(Field.FAILED_LOGINS, capture.failedLogins());
        out.number(Field.KERNEL_DROP, capture.kernelDrops());
        out.number(Field.GAP, capture.gaps());
        out.number(Field.LOST_BYTES, capture.lostBytes());
        out.number(Field.LOST_COMMANDS, capture.lostCommands());
        out.number(Field.EVICTED, capture.evicted());
        out.number(Field.SAMPLED, capture.sampled());
        out.number(Field.ENCRYPTED, capture.encrypted());
        out.number(Field.UNPARSED, capture.unparsed());
        out.endObject();
    }

    private void client(ClientSummary client, StatementWriter statement) {
        out.beginObject();
        out.text(Field.CLIENT, client.client());
        out.number(Field.COUNT, client.count());
        out.known(Field.ERRORS, client.errors());
        out.number(Field.TOTAL_SUM_NS, client.totalNanos());
        out.number(Field.SLOW, client.slow());
        statement.slowest(client.slowest());
        out.endObject();
    }

    private void command(CommandCount command) {
        out.beginObject();
        out.text(Field.COMMAND, command.command().name());
        out.number(Field.COUNT, command.count());
        out.number(Field.ERRORS, command.errors());
        out.endObject();
    }

    private void timeline(Timeline timeline) {
        int slots = timeline.slots().size();
        long[] counts = new long[slots];
        long[] errors = new long[slots];
        long[] busy = new long[slots];
        for (int i = 0; i < slots; i++) {
            Timeline.Slot slot = timeline.slots().get(i);
            counts[i] = slot.count();
            errors[i] = slot.errors();
            busy[i] = slot.busyNanos();
        }
        out.beginObject(Field.TIMELINE);
        out.micros(Field.SLOT_US, timeline.slotNanos());
        out.number(Field.FIRST_SLOT, timeline.firstSlot());
        out.numbers(Field.COUNTS, counts);
        out.numbers(Field.ERRORS, errors);
        out.numbers(Field.BUSY_SUM_NS, busy);
        out.endObject();
    }
}
