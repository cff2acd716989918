package io.hydrophone.probe.master;

import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.push.Envelope;
import io.hydrophone.probe.push.SealedReport;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a master's journal holds, and what it sends to its standbys: whoever applies the same entries in the same order
 * comes to the same sums. A kind (1 byte), and what that kind says.
 */
sealed interface JournalEntry {
    byte REPORT = 1;
    byte CLOSED = 2;
    byte TOLD = 3;

    /** Of an entry that closes intervals, before them. */
    int HEAD = 3 * Long.BYTES + Integer.BYTES;

    /**
     * A report was accepted.
     *
     * @param isTold whether another node has told of it in a merged report, so that it is in no interval that is open
     */
    record Accepted(SealedReport report, boolean isTold) implements JournalEntry {}

    /**
     * Intervals are over: for each, what was accepted for it before becomes one merged report, and their numbers follow one
     * another.
     *
     * @param masterEpoch of the master that closed them
     * @param first number of the first
     * @param handedOn all merged reports up to this number have been handed to whoever reads them
     */
    record Closed(long masterEpoch, long first, long handedOn, List<Interval> intervals) implements JournalEntry {
        public Closed {
            intervals = List.copyOf(intervals);
        }
    }

    static byte[] encode(SealedReport report) {
        byte[] envelope = Envelope.encode(report);
        return ByteBuffer.allocate(1 + envelope.length)
                .put(REPORT)
                .put(envelope)
                .array();
    }

    /** The same entry of a report that has been told. */
    static byte[] told(byte[] entry) {
        byte[] told = entry.clone();
        told[0] = TOLD;
        return told;
    }

    static boolean isReport(byte[] record) {
        return record.length > 0 && (record[0] == REPORT || record[0] == TOLD);
    }

    static byte[] encode(Closed closed) {
        ByteBuffer out = ByteBuffer.allocate(1 + HEAD + closed.intervals().size() * 2 * Long.BYTES);
        out.put(CLOSED).putLong(closed.masterEpoch()).putLong(closed.first()).putLong(closed.handedOn());
        out.putInt(closed.intervals().size());
        closed.intervals().forEach(interval -> out.putLong(interval.fromNanos()).putLong(interval.toNanos()));
        return out.array();
    }

    /**
     * Undoes either.
     *
     * @throws ProblemException when these bytes are none
     */
    static JournalEntry decode(byte[] record) {
        byte kind = record.length == 0 ? 0 : record[0];
        return switch (kind) {
            case REPORT, TOLD ->
                Envelope.decode(record, 1)
                        .map(report -> new Accepted(report, kind == TOLD))
                        .orElseThrow(() -> unknown("a report of another version"));
            case CLOSED -> closed(ByteBuffer.wrap(record, 1, record.length - 1));
            default -> throw unknown("an entry of kind " + kind);
        };
    }

    private static Closed closed(ByteBuffer in) {
        if (in.remaining() < HEAD) {
            throw unknown("an entry that is cut short");
        }
        long masterEpoch = in.getLong();
        long first = in.getLong();
        long handedOn = in.getLong();
        int count = in.getInt();
        if (count < 0 || in.remaining() != (long) count * 2 * Long.BYTES) {
            throw unknown("an entry that is cut short");
        }
        List<Interval> intervals = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            intervals.add(new Interval(in.getLong(), in.getLong()));
        }
        return new Closed(masterEpoch, first, handedOn, intervals);
    }

    private static ProblemException unknown(String what) {
        return new ProblemException(
                "bad-journal", what + " stands in the journal", "", "was it written by a newer version?");
    }
}
