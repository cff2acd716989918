package io.hydrophone.digest;

import io.hydrophone.core.LatencyHistogram;
import io.hydrophone.digest.summary.Ranking;
import io.hydrophone.digest.summary.StatementKey;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.TransactionStep;
import io.hydrophone.digest.tag.TagReader;
import io.hydrophone.digest.tag.TagTable;
import io.hydrophone.digest.transaction.KnownStatement;
import io.hydrophone.sql.TransactionControl;
import io.hydrophone.wire.Outcome;
import io.hydrophone.wire.Query;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The changing side of a {@link StatementSummary}. */
final class StatementRow implements KnownStatement {
    private static final int ERROR_CODES = 8;

    final StatementGroup group;
    final long digest;
    private final byte[] fingerprint;
    private String fingerprintText;
    /** Whether the report is about the statement. */
    private final boolean selected;
    /** Null until it is asked for. */
    private TransactionStep step;
    /** −1 until it is asked for. */
    private int transactionControl = -1;

    private final Counts counts = new Counts();
    private final LatencyHistogram latency = new LatencyHistogram();
    private final LatencyHistogram total = new LatencyHistogram();
    private final ClientCounts clients = new ClientCounts();
    private final SampleKeeper sample = new SampleKeeper();
    private TopCounts errorCodes;
    private Slowest slowest;
    private TagCounts tags;
    private long firstSeen = Long.MAX_VALUE;
    private long lastSeen = Long.MIN_VALUE;

    StatementRow(StatementGroup group, long digest, byte[] fingerprint) {
        this(group, digest, fingerprint, true);
    }

    StatementRow(StatementGroup group, long digest, byte[] fingerprint, boolean selected) {
        this.group = group;
        this.digest = digest;
        this.fingerprint = fingerprint;
        this.selected = selected;
    }

    @Override
    public TransactionStep step() {
        if (step == null) {
            step = new TransactionStep(digest, fingerprintText());
        }
        return step;
    }

    @Override
    public boolean selected() {
        return selected;
    }

    @Override
    public int transactionControl() {
        if (transactionControl < 0) {
            transactionControl = StatementKey.isReserved(digest)
                    ? TransactionControl.OPAQUE // a text that was not heard
                    : TransactionControl.of(fingerprint, 0, fingerprint.length);
        }
        return transactionControl;
    }

    /**
     * @param weight how many queries this one stands for
     * @param tags what the query carries; null when nothing
     */
    void record(Query query, ClientTable.Client client, boolean slow, int sampleLimit, int weight, TagReader tags) {
        counts.record(query, slow, weight);
        long totalNanos = query.totalNanos();
        if (query.latencyNanos() >= 0) {
            latency.record(query.latencyNanos());
        }
        if (totalNanos >= 0) {
            total.record(totalNanos);
        }
        long end = query.endNanos();
        firstSeen = Math.min(firstSeen, end);
        lastSeen = Math.max(lastSeen, end);
        clients.record(client.id, query);
        if (query.outcome() == Outcome.ERROR) {
            errorCodes().add(query.errorCode(), 1);
        }
        if (slow) {
            slowest().offer(digest, client.address, end, totalNanos, tags);
        }
        sample.offer(query, client.address, sampleLimit, tags);
        if (tags != null) {
            tagCounts().record(tags, totalNanos);
        }
    }

    /** Adds what another row has counted; the row keeps its own key. */
    void add(StatementSummary summary, ClientTable table, TagTable tagTable) {
        counts.add(summary.tally());
        latency.merge(summary.latency());
        total.merge(summary.total());
        firstSeen = Math.min(firstSeen, summary.firstSeenNanos());
        lastSeen = Math.max(lastSeen, summary.lastSeenNanos());
        clients.add(summary.clientRanking(), table);
        if (!summary.errorCodes().isEmpty()) {
            summary.errorCodes().shares().forEach(share -> errorCodes().add(share.value(), share.count()));
            errorCodes().addOthers(summary.errorCodes().others());
        }
        if (!summary.slowest().isEmpty()) {
            slowest().offer(summary.slowest());
        }
        summary.tags().forEach(ranking -> tagCounts().add(ranking, tagTable));
        if (digest == summary.key().digest()) {
            sample.offer(summary.sample());
        }
    }

    long count() {
        return counts.count();
    }

    void reset() {
        counts.reset();
        latency.reset();
        total.reset();
        clients.reset();
        sample.reset();
        errorCodes = null;
        slowest = null;
        tags = null;
        firstSeen = Long.MAX_VALUE;
        lastSeen = Long.MIN_VALUE;
    }

    StatementSummary summary(ClientTable table, TagTable tagTable) {
        return new StatementSummary(
                new StatementKey(group.source(), group.instance(), group.database(), group.user(), digest),
                fingerprintText(),
                counts.tally(),
                latency.snapshot(),
                total.snapshot(),
                firstSeen,
                lastSeen,
                sample.snapshot(),
                errorRanking(),
                clients.ranking(table),
                slowest == null ? List.of() : slowest.list(),
                tags == null ? List.of() : tags.rankings(tagTable));
    }

    private String fingerprintText() {
        if (fingerprintText == null) {
            fingerprintText = new String(fingerprint, StandardCharsets.UTF_8);
        }
        return fingerprintText;
    }

    private Ranking<Integer> errorRanking() {
        if (errorCodes == null) {
            return Ranking.empty();
        }
        Map<Integer, Long> shares = new HashMap<>();
        for (int i = 0; i < errorCodes.size(); i++) {
            shares.put(errorCodes.key(i), errorCodes.count(i));
        }
        return Ranking.of(shares, errorCodes.others(), ERROR_CODES);
    }

    private TopCounts errorCodes() {
        if (errorCodes == null) {
            errorCodes = new TopCounts(ERROR_CODES);
        }
        return errorCodes;
    }

    private TagCounts tagCounts() {
        if (tags == null) {
            tags = new TagCounts();
        }
        return tags;
    }

    private Slowest slowest() {
        if (slowest == null) {
            slowest = new Slowest();
        }
        return slowest;
    }
}
