package io.hydrophone.traffic.capture;

import io.hydrophone.protocol.Command;
import io.hydrophone.traffic.recording.Answer;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.Query;

/** Shows a query that was heard as an answer; one object for all. */
final class HeardAnswer implements Answer {
    private final Masking masking;
    private Query query;

    /** @param masking null where nothing is masked */
    HeardAnswer(Masking masking) {
        this.masking = masking;
    }

    HeardAnswer of(Query heard) {
        query = heard;
        return this;
    }

    @Override
    public long session() {
        return query.session();
    }

    @Override
    public long number() {
        return query.number();
    }

    @Override
    public long nanos() {
        return query.endNanos();
    }

    @Override
    public Outcome outcome() {
        boolean fileDamaged = !query.whole() && !query.sqlTruncated();
        return fileDamaged ? Outcome.LOST : query.outcome();
    }

    @Override
    public int errorCode() {
        return query.errorCode();
    }

    @Override
    public String sqlState() {
        return query.sqlState();
    }

    @Override
    public String message() {
        if (query.errorCode() == 0) {
            return "";
        }
        return masking == null ? query.errorMessage() : masking.message(query.errorMessage());
    }

    @Override
    public long rows() {
        return answered(query.rowsSent());
    }

    @Override
    public long affected() {
        return answered(query.rowsAffected());
    }

    @Override
    public int warnings() {
        return (int) answered(query.warnings());
    }

    @Override
    public int status() {
        return query.results() == 0 ? -1 : query.serverStatus();
    }

    @Override
    public long bytesOut() {
        return answered(query.bytesOut());
    }

    @Override
    public long latencyNanos() {
        return query.latencyNanos();
    }

    @Override
    public long totalNanos() {
        return query.totalNanos();
    }

    @Override
    public long statementId() {
        return query.command() == Command.COM_STMT_PREPARE && query.outcome() == Outcome.OK ? query.statementId() : -1;
    }

    @Override
    public long rowChecksum() {
        return query.rowChecksum();
    }

    /** A figure of an answer that was not heard to its end says nothing. */
    private long answered(long figure) {
        return query.totalNanos() < 0 ? -1 : figure;
    }
}
