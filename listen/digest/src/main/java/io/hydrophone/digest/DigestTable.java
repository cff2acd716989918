package io.hydrophone.digest;

import io.hydrophone.core.Source;
import io.hydrophone.digest.summary.CommandCount;
import io.hydrophone.digest.summary.Sampling;
import io.hydrophone.digest.summary.StatementKey;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.digest.tag.TagReader;
import io.hydrophone.digest.tag.TagTable;
import io.hydrophone.digest.transaction.TransactionTable;
import io.hydrophone.protocol.Command;
import io.hydrophone.sql.DigestCache;
import io.hydrophone.sql.Fingerprinter;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.PreparedStatement;
import io.hydrophone.wire.Query;
import io.hydrophone.wire.QueryHandler;
import io.hydrophone.wire.SampleRatio;
import io.hydrophone.wire.SessionEnd;
import io.hydrophone.wire.SessionKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Summarises queries as they are heard: statements sent as text and executions of prepared ones. Other commands are
 * counted by their kind only. One thread at a time; a {@link Summary} may go to others.
 *
 * <p>In the steady state, when every statement and session has been met, nothing is allocated.
 */
public final class DigestTable implements QueryHandler {
    /** Of a fingerprint kept, in bytes. */
    private static final int MAX_FINGERPRINT = 16 << 10;

    /** Of a sample kept, in bytes: less where many statements each have one. */
    private static final int LONG_SAMPLE = 4 << 10;

    private static final int SHORT_SAMPLE = 512;
    private static final int ROWS_WITH_LONG_SAMPLE = 1_000;

    private static final byte[] PREPARED_EARLIER_TEXT = ascii("(executions of statements prepared before listening)");
    private static final byte[] TEXT_LOST_TEXT = ascii("(statements whose text was not captured)");

    /** What is known of a session key, so that strings are compared once for each. */
    private record Known(SessionKey key, StatementGroup group, ClientTable.Client client, boolean selected) {}

    private final Source source;
    private final QueryFilter filter;
    /** As it was asked for; −1 for none. */
    private long slowOption;
    /** As it is compared with. */
    private long slowNanos;

    private final Fingerprinter fingerprinter = new Fingerprinter();
    private final DigestCache digests = new DigestCache(fingerprinter);
    private final ClientTable clients;
    /** Null when none are counted. */
    private final TagReader tags;

    private final StatementTable statements;
    /** Null when they are not followed. */
    private final TransactionTable transactions;

    private final TimelineRecorder timeline = new TimelineRecorder();
    private final long[] commands = new long[256];
    private final long[] commandErrors = new long[256];
    private Known[] known = new Known[64];
    /** How many queries one that is heard stands for, by the part of the sessions that is heard. */
    private int weight = 1;

    private Sampling sampling = Sampling.NONE;
    private long filteredOut;
    private long firstEnd = Long.MAX_VALUE;
    private long lastEnd = Long.MIN_VALUE;

    public DigestTable(Source source, DigestOptions options) {
        this.source = source;
        this.filter = options.filter();
        slow(options.slowNanos());
        this.clients = new ClientTable(options.maxClients());
        TagTable tagTable = new TagTable();
        this.tags = options.tags().names().isEmpty() ? null : new TagReader(options.tags(), tagTable);
        this.statements = new StatementTable(options.maxStatements(), clients, tagTable);
        this.transactions = options.transactions() == null
                ? null
                : new TransactionTable(
                        options.transactions(),
                        (key, endNanos, matches) ->
                                (matches || filter.match() == null) && filter.selects(key) && filter.selects(endNanos));
    }

    /**
     * From when on queries are slow that are heard from now on.
     *
     * @param nanos −1 for none
     */
    void slow(long nanos) {
        slowOption = nanos;
        slowNanos = nanos < 0 ? Long.MAX_VALUE : nanos;
    }

    /** What is heard from now on is this part of the sessions. */
    public void sample(SampleRatio ratio) {
        weight = ratio.denominator();
        sampling = firstEnd > lastEnd ? Sampling.of(ratio) : sampling.plus(Sampling.of(ratio));
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // Keys are interned by their listener.
    public void query(Query query) {
        SessionKey key = query.key();
        int id = key.id();
        Known session = id < known.length ? known[id] : null;
        if (session == null || session.key != key) {
            session = meet(key);
        }
        boolean selected = session.selected && filter.selects(query.endNanos());
        if (!selected && transactions == null) {
            filteredOut++;
            return;
        }
        Command command = query.command();
        StatementRow row = switch (command) {
            case COM_QUERY -> textRow(query, session.group);
            case COM_STMT_EXECUTE, COM_STMT_BULK_EXECUTE -> preparedRow(query, session.group);
            default -> null;
        };
        if (transactions != null) {
            transactions.command(query, row);
        }
        if (!selected || (row == null ? filter.match() != null : !row.selected())) {
            filteredOut++;
            return;
        }
        int failed = query.outcome() == Outcome.ERROR ? 1 : 0;
        commands[command.code()]++;
        commandErrors[command.code()] += failed;
        if (row != null) {
            boolean commented = command != Command.COM_QUERY || digests.mayHaveComment();
            record(query, session.client, row, failed, commented);
        }
    }

    @Override
    public void sessionEnded(long session, long nanos, SessionEnd how) {
        if (transactions != null) {
            transactions.sessionEnded(session, nanos, how);
        }
    }

    /** @param commented whether the text may have a comment */
    private void record(Query query, ClientTable.Client client, StatementRow row, int failed, boolean commented) {
        long end = query.endNanos();
        long total = query.totalNanos();
        boolean slow = total >= slowNanos;
        boolean tagged = tags != null && (commented || query.hasAttributes()) && tags.read(query);
        TagReader found = tagged ? tags : null;
        int sampleLimit = statements.size() <= ROWS_WITH_LONG_SAMPLE ? LONG_SAMPLE : SHORT_SAMPLE;
        row.record(query, client, slow, sampleLimit, weight, found);
        client.record(query.errorCode() < 0 ? -1 : failed, total);
        if (slow) {
            client.recordSlow(row.digest, end, total, found);
        }
        timeline.record(end, total, failed == 1);
        firstEnd = Math.min(firstEnd, end);
        lastEnd = Math.max(lastEnd, end);
    }

    /** What was summarised so far, from the end of the first query to that of the last. */
    public Summary snapshot() {
        return firstEnd > lastEnd ? snapshot(0, 0, 0) : snapshot(firstEnd, lastEnd + 1, 0);
    }

    /** The same under the name of an interval. */
    Summary snapshot(long fromNanos, long toNanos, long late) {
        List<CommandCount> counts = new ArrayList<>();
        for (int code = 0; code < commands.length; code++) {
            if (commands[code] != 0) {
                counts.add(new CommandCount(Command.of(code), commands[code], commandErrors[code]));
            }
        }
        return new Summary(
                fromNanos,
                toNanos,
                statements.snapshot(),
                clients.snapshot(),
                counts,
                timeline.snapshot(),
                transactions == null ? null : transactions.snapshot(),
                new Summary.Bookkeeping(filteredOut, late, statements.evicted(), slowOption, sampling));
    }

    /** Begins anew; what was met stays known, so that the next interval allocates nothing for it. */
    void reset() {
        statements.reset();
        resetClients();
        timeline.reset();
        if (transactions != null) {
            transactions.reset();
        }
        Arrays.fill(commands, 0);
        Arrays.fill(commandErrors, 0);
        sampling = Sampling.of(new SampleRatio(weight));
        filteredOut = 0;
        firstEnd = Long.MAX_VALUE;
        lastEnd = Long.MIN_VALUE;
    }

    private void resetClients() {
        if (clients.isCrowded()) {
            clients.clear();
            Arrays.fill(known, null);
        } else {
            clients.reset();
        }
    }

    /** The transactions under way; null when they are not followed. */
    public TransactionTable transactions() {
        return transactions;
    }

    private StatementRow textRow(Query query, StatementGroup group) {
        if (query.sqlLength() == 0) {
            return row(group, StatementKey.TEXT_LOST, TEXT_LOST_TEXT, TEXT_LOST_TEXT.length);
        }
        byte[] sql = query.sqlBuffer();
        int offset = query.sqlOffset();
        int length = query.sqlLength();
        StatementRow row = statements.find(group, digests.digest(sql, offset, length));
        if (row != null) {
            return row;
        }
        Fingerprinter text = fingerprinter;
        text.fingerprint(sql, offset, length);
        return row(group, text.digest(), text.buffer(), text.length());
    }

    private StatementRow preparedRow(Query query, StatementGroup group) {
        if (query.sqlLength() == 0) {
            return row(group, StatementKey.PREPARED_EARLIER, PREPARED_EARLIER_TEXT, PREPARED_EARLIER_TEXT.length);
        }
        PreparedStatement statement = query.statement();
        if (statement == null) {
            // A log tells the text of an execution, its values included.
            return textRow(query, group);
        }
        if (statement.attachment() instanceof PreparedDigest known) {
            return row(group, known.digest, known.fingerprint, known.fingerprint.length);
        }
        fingerprinter.fingerprint(query.sqlBuffer(), query.sqlOffset(), query.sqlLength());
        PreparedDigest prepared = new PreparedDigest(
                fingerprinter.digest(),
                Arrays.copyOf(fingerprinter.buffer(), Math.min(fingerprinter.length(), MAX_FINGERPRINT)));
        statement.attach(prepared);
        return row(group, prepared.digest, prepared.fingerprint, prepared.fingerprint.length);
    }

    private StatementRow row(StatementGroup group, long digest, byte[] fingerprint, int length) {
        StatementRow row = statements.find(group, digest);
        return row != null
                ? row
                : statements.insert(
                        group,
                        digest,
                        Arrays.copyOf(fingerprint, Math.min(length, MAX_FINGERPRINT)),
                        filter.matches(fingerprint, length));
    }

    private Known meet(SessionKey key) {
        if (key.id() >= known.length) {
            known = Arrays.copyOf(known, Math.max(2 * known.length, key.id() + 1));
        }
        Known session = new Known(
                key,
                statements.group(source, key.instance(), key.database(), key.user()),
                clients.of(key.client()),
                filter.selects(key));
        known[key.id()] = session;
        return session;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
