package io.hydrophone.probe;

import io.hydrophone.core.LatencyHistogram;
import io.hydrophone.digest.summary.CommandCount;
import io.hydrophone.digest.summary.Share;
import io.hydrophone.digest.summary.StatementKey;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.digest.summary.Tally;
import io.hydrophone.digest.summary.TransactionEnd;
import io.hydrophone.digest.summary.TransactionFigures;
import io.hydrophone.sql.StatementKind;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;

/** What the scrape page counts since the start, under labels whose number is bounded. */
public final class Counters {
    static final String OTHER = "other";

    private static final int MAX_KINDS = 1_000;
    private static final int MAX_SERVERS = 100;
    private static final int MAX_ERROR_CODES = 100;
    private static final int MAX_DATABASES = 100;

    /** A database and what was done in it. */
    record KindKey(String database, StatementKind kind) {}

    /** One number. */
    static final class Count {
        private long value;

        long value() {
            return value;
        }

        void add(long more) {
            value += Math.max(0, more); // −1 stands for unknown.
        }
    }

    /** What is counted of one server. */
    public static final class Server {
        final Count queries = new Count();
        final Count rowsSent = new Count();
        final Count rowsAffected = new Count();
        final Count bytesIn = new Count();
        final Count bytesOut = new Count();
        final Count noIndex = new Count();
        final LatencyHistogram total = new LatencyHistogram();

        /** Counts a row. */
        public void add(StatementSummary row) {
            Tally tally = row.tally();
            queries.add(tally.count());
            rowsSent.add(tally.rowsSent());
            rowsAffected.add(tally.rowsAffected());
            bytesIn.add(tally.bytesIn());
            bytesOut.add(tally.bytesOut());
            noIndex.add(tally.noIndex());
            total.merge(row.total());
        }
    }

    final LatencyHistogram total = new LatencyHistogram();
    final Labelled<String, String> databases = new Labelled<>(MAX_DATABASES, OTHER, () -> "");
    final Labelled<KindKey, Count> kinds =
            new Labelled<>(MAX_KINDS, new KindKey(OTHER, StatementKind.OTHER), Count::new);
    final Labelled<String, Server> servers = new Labelled<>(MAX_SERVERS, OTHER, Server::new);
    final Labelled<String, Count> errors = new Labelled<>(MAX_ERROR_CODES, OTHER, Count::new);
    final Labelled<String, Count> commands = new Labelled<>(Integer.MAX_VALUE, OTHER, Count::new);
    final Map<TransactionEnd, Count> transactions = new EnumMap<>(TransactionEnd.class);
    final LatencyHistogram transactionDuration = new LatencyHistogram();
    final Count foldedRows = new Count();
    final Count lostQueries = new Count();
    final Count abortedQueries = new Count();

    public Counters() {
        for (TransactionEnd end : TransactionEnd.values()) {
            transactions.put(end, new Count());
        }
    }

    /**
     * Counts an interval, or a sum of them.
     *
     * @param all its rows together
     */
    public void add(Summary second, StatementSummary all) {
        total.merge(all.total());
        lostQueries.add(all.tally().lost());
        abortedQueries.add(all.tally().aborted());
        foldedRows.add(second.counts().evictedRows());
        for (StatementSummary row : second.statements()) {
            add(row);
        }
        if (second.transactions() != null) {
            TransactionFigures ended = second.transactions().totals();
            ended.ends().forEach((end, times) -> transactions.get(end).add(times));
            transactionDuration.merge(ended.duration());
        }
        for (CommandCount command : second.commands()) {
            commands.at(command.command().name()).add(command.count());
        }
    }

    private void add(StatementSummary row) {
        StatementKey key = row.key();
        long count = row.tally().count();
        kinds.at(new KindKey(bounded(key.database()), kind(row))).add(count);
        servers.at(key.instance()).add(row);
        for (Share<Integer> share : row.errorCodes().shares()) {
            errors.at(Integer.toString(share.value())).add(share.count());
        }
        if (row.errorCodes().others() > 0) {
            errors.at(OTHER).add(row.errorCodes().others());
        }
    }

    /** The database, or {@code other} once there are too many. */
    private String bounded(String database) {
        databases.at(database);
        return databases.all().containsKey(database) ? database : OTHER;
    }

    private static StatementKind kind(StatementSummary row) {
        if (row.key().isReserved()) {
            return StatementKind.OTHER;
        }
        byte[] text = row.fingerprint().getBytes(StandardCharsets.UTF_8);
        return StatementKind.of(text, 0, text.length);
    }
}
