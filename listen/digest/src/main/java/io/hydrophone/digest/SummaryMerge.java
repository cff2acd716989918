package io.hydrophone.digest;

import io.hydrophone.digest.summary.CommandCount;
import io.hydrophone.digest.summary.Sampling;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.digest.tag.TagTable;
import io.hydrophone.digest.transaction.TransactionMerge;
import io.hydrophone.digest.transaction.TransactionOptions;
import io.hydrophone.protocol.Command;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Adds summaries: of intervals to a cumulative one, of several probes to one. One thread at a time. */
public final class SummaryMerge {
    private final ClientTable clients;
    private final StatementTable statements;
    private final TimelineRecorder timeline = new TimelineRecorder();
    private final Map<Command, CommandCount> commands = new EnumMap<>(Command.class);
    private final long slowNanos;
    private final boolean byInstance;
    private final TransactionOptions transactionOptions;
    /** Null until there are transactions. */
    private TransactionMerge transactions;

    private long from;
    private long to;
    private long filteredOut;
    private long late;
    /** Null until something was added. */
    private Sampling sampling;

    /** The same bounds as for a table. */
    public SummaryMerge(DigestOptions options) {
        this(options, true);
    }

    /** @param byInstance whether rows of different servers stay apart; if not, their instance is "" */
    public SummaryMerge(DigestOptions options, boolean byInstance) {
        this.byInstance = byInstance;
        this.clients = new ClientTable(options.maxClients());
        this.statements = new StatementTable(options.maxStatements(), clients, new TagTable());
        this.slowNanos = options.slowNanos();
        this.transactionOptions = options.transactions();
    }

    public void add(Summary summary) {
        if (summary.toNanos() > summary.fromNanos()) {
            from = to == 0 ? summary.fromNanos() : Math.min(from, summary.fromNanos());
            to = Math.max(to, summary.toNanos());
        }
        for (StatementSummary statement : summary.statements()) {
            statements.add(statement, byInstance ? statement.key().instance() : "");
        }
        summary.clients().forEach(clients::add);
        for (CommandCount command : summary.commands()) {
            commands.merge(
                    command.command(),
                    command,
                    (a, b) -> new CommandCount(a.command(), a.count() + b.count(), a.errors() + b.errors()));
        }
        timeline.add(summary.timeline());
        if (summary.transactions() != null && transactionOptions != null) {
            if (transactions == null) {
                transactions = new TransactionMerge(transactionOptions);
            }
            transactions.add(summary.transactions());
        }
        filteredOut += summary.counts().filteredOut();
        late += summary.counts().late();
        Sampling heard = summary.counts().sampling();
        sampling = sampling == null ? heard : sampling.plus(heard);
        statements.addEvicted(summary.counts().evictedRows());
    }

    /** Begins anew, in the memory that is there. */
    public void reset() {
        statements.reset();
        clients.clear();
        timeline.reset();
        commands.clear();
        transactions = null;
        from = 0;
        to = 0;
        filteredOut = 0;
        late = 0;
        sampling = null;
    }

    /** The sum so far. */
    public Summary snapshot() {
        List<CommandCount> counts = new ArrayList<>(commands.values());
        counts.sort((a, b) -> Integer.compare(a.command().code(), b.command().code()));
        return new Summary(
                from,
                to,
                statements.snapshot(),
                clients.snapshot(),
                counts,
                timeline.snapshot(),
                transactions == null ? null : transactions.snapshot(),
                new Summary.Bookkeeping(
                        filteredOut,
                        late,
                        statements.evicted(),
                        slowNanos,
                        sampling == null ? Sampling.NONE : sampling));
    }
}
