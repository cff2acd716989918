package io.hydrophone.digest.transaction;

import io.hydrophone.core.Source;
import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.DigestTable;
import io.hydrophone.digest.HeardQuery;
import io.hydrophone.digest.summary.Transaction;
import io.hydrophone.digest.summary.Transactions;
import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.ServerStatus;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.SessionEnd;
import java.util.ArrayList;
import java.util.List;

/** A session as the decoder would hand it on, each command 1 ms long and 1 ms after the one before. */
final class Script {
    static final long MILLI = 1_000_000;
    static final int OUT = ServerStatus.AUTOCOMMIT;
    static final int IN = ServerStatus.AUTOCOMMIT | ServerStatus.IN_TRANS;
    /** With autocommit=0. */
    static final int MANUAL_OUT = 0;

    static final int MANUAL_IN = ServerStatus.IN_TRANS;

    final DigestTable table;
    final HeardQuery query = new HeardQuery();
    private int status;
    long now = query.endNanos;

    Script() {
        this(DigestOptions.DEFAULT.withTransactions(TransactionOptions.DEFAULT));
    }

    Script(DigestOptions options) {
        table = new DigestTable(Source.WIRE, options);
    }

    /** A statement that was carried out, and the status words of its results. */
    Script says(String sql, int... told) {
        clean(sql);
        answer(told);
        return tell();
    }

    Script command(Command command, int... told) {
        clean("");
        query.command = command;
        answer(told);
        return tell();
    }

    Script fails(String sql, int error, int... told) {
        clean(sql);
        answer(told);
        query.failed(error);
        return tell();
    }

    Script ends(String sql, Outcome outcome) {
        clean(sql);
        query.outcome = outcome;
        return tell();
    }

    /** Its answer was not heard. */
    Script loses(String sql) {
        ends(sql, Outcome.LOST);
        status = -1;
        return this;
    }

    /** Whole commands were not heard. */
    Script gap() {
        query.followsGap = true;
        status = -1;
        return this;
    }

    Script pause(long millis) {
        now += millis * MILLI;
        return this;
    }

    Script closes() {
        return closes(SessionEnd.CLOSED);
    }

    Script closes(SessionEnd how) {
        now += MILLI;
        table.sessionEnded(1, now, how);
        return this;
    }

    Transactions heard() {
        return table.snapshot().transactions();
    }

    /** How they ended, in that order: {@code commit 3} with three statements; a question mark when something was missed. */
    List<String> ends() {
        List<Transaction> all = new ArrayList<>(heard().slowest());
        all.addAll(heard().open());
        all.sort((a, b) -> Long.compare(a.startNanos(), b.startNanos()));
        return all.stream()
                .map(one -> one.end().label() + " " + one.statements() + (one.incomplete() ? "?" : ""))
                .toList();
    }

    private void clean(String sql) {
        query.sql(sql);
        query.command = Command.COM_QUERY;
        query.outcome = Outcome.OK;
        query.errorCode = 0;
        query.results = 0;
        query.statusAlways = 0;
        query.statusEver = 0;
        query.serverStatus = 0;
    }

    private void answer(int... told) {
        query.results = told.length;
        query.statusAlways = told.length == 0 ? 0 : -1;
        for (int word : told) {
            query.statusAlways &= word;
            query.statusEver |= word;
            query.serverStatus = word;
        }
    }

    private Script tell() {
        now += 2 * MILLI;
        query.ended(now).took(MILLI);
        query.statusBefore = query.followsGap ? -1 : status;
        table.query(query);
        query.followsGap = false;
        if (query.results > 0) {
            status = query.serverStatus;
        }
        return this;
    }
}
