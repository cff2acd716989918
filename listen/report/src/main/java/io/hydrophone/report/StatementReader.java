package io.hydrophone.report;

import io.hydrophone.core.LatencyDistribution;
import io.hydrophone.core.Source;
import io.hydrophone.digest.summary.ClientRanking;
import io.hydrophone.digest.summary.ClientShare;
import io.hydrophone.digest.summary.Ranking;
import io.hydrophone.digest.summary.Sample;
import io.hydrophone.digest.summary.Share;
import io.hydrophone.digest.summary.SlowQuery;
import io.hydrophone.digest.summary.StatementKey;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.TagRanking;
import io.hydrophone.digest.summary.TagShare;
import java.util.List;

/** Reads what {@link StatementWriter} wrote, a row at a time. */
final class StatementReader {
    private final FieldReader in;
    private final Histograms histograms;
    private final TallyReader tally;
    private final SampleReader sample;

    StatementReader(FieldReader in, Histograms histograms) {
        this.in = in;
        this.histograms = histograms;
        tally = new TallyReader(in);
        sample = new SampleReader(in);
    }

    StatementSummary read() {
        Source source = Source.WIRE;
        String instance = "";
        String database = "";
        String user = "";
        long digest = 0;
        String fingerprint = "";
        LatencyDistribution latency = Histograms.empty();
        LatencyDistribution total = Histograms.empty();
        long first = 0;
        long last = 0;
        Sample slowestSample = null;
        List<Share<Integer>> codes = List.of();
        long otherErrors = 0;
        List<ClientShare> clients = List.of();
        ClientShare otherClients = ClientRanking.empty().others();
        List<SlowQuery> slowest = List.of();
        List<TagRanking> tags = List.of();
        tally.reset();
        in.beginObject();
        for (Field field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case SOURCE -> source = source();
                case INSTANCE -> instance = in.name();
                case DATABASE -> database = in.name();
                case USER -> user = in.name();
                case DIGEST -> digest = in.id();
                case FINGERPRINT -> fingerprint = in.text(ReportBounds.TEXT_BYTES);
                case LATENCY_NS -> latency = histograms.read();
                case TOTAL_NS -> total = histograms.read();
                case FIRST_TS -> first = in.micros();
                case LAST_TS -> last = in.micros();
                case SAMPLE -> slowestSample = sample.read();
                case ERROR_CODES -> codes = in.list(ReportBounds.SHARES, this::errorCode);
                case OTHER_ERRORS -> otherErrors = in.count();
                case CLIENTS -> clients = in.list(ReportBounds.SHARES, () -> client(""));
                case OTHER_CLIENTS -> otherClients = client(otherClients.client());
                case SLOWEST -> slowest = slowest();
                case TAGS -> tags = in.list(ReportBounds.SHARES, this::tag);
                default -> tally.read(field);
            }
        }
        return new StatementSummary(
                new StatementKey(source, instance, database, user, digest),
                fingerprint,
                tally.tally(),
                latency,
                total,
                first,
                last,
                slowestSample,
                codes.isEmpty() && otherErrors == 0 ? Ranking.empty() : new Ranking<>(codes, otherErrors),
                new ClientRanking(clients, otherClients),
                slowest,
                tags);
    }

    List<SlowQuery> slowest() {
        return in.list(ReportBounds.SHARES, this::slowQuery);
    }

    private Source source() {
        String label = in.name();
        for (Source source : Source.values()) {
            if (source.label().equals(label)) {
                return source;
            }
        }
        throw in.problem("a source that is not known");
    }

    private Share<Integer> errorCode() {
        int code = 0;
        long count = 0;
        in.beginObject();
        for (Field field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case CODE -> code = in.integer(0, 0xffff);
                case COUNT -> count = in.count();
                default -> in.skip();
            }
        }
        return new Share<>(code, count);
    }

    /** @param of whose figures these are, unless they say so themselves */
    private ClientShare client(String of) {
        String client = of;
        long count = 0;
        long errors = 0;
        long unanswered = 0;
        long latency = 0;
        long errorLatency = 0;
        long noIndex = 0;
        long noGoodIndex = 0;
        long serverSlow = 0;
        in.beginObject();
        for (Field field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case CLIENT -> client = in.name();
                case COUNT -> count = in.count();
                case ERRORS -> errors = in.count();
                case UNANSWERED -> unanswered = in.count();
                case LATENCY_SUM_NS -> latency = in.count();
                case ERROR_LATENCY_SUM_NS -> errorLatency = in.count();
                case NO_INDEX -> noIndex = in.count();
                case NO_GOOD_INDEX -> noGoodIndex = in.count();
                case SERVER_SLOW -> serverSlow = in.count();
                default -> in.skip();
            }
        }
        return new ClientShare(
                client, count, errors, unanswered, latency, errorLatency, noIndex, noGoodIndex, serverSlow);
    }

    private SlowQuery slowQuery() {
        long digest = 0;
        String client = "";
        long end = 0;
        long total = -1;
        String traceId = "";
        in.beginObject();
        for (Field field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case DIGEST -> digest = in.id();
                case CLIENT -> client = in.name();
                case TS -> end = in.micros();
                case TOTAL_US -> total = in.micros();
                case TRACE_ID -> traceId = in.name();
                default -> in.skip();
            }
        }
        return new SlowQuery(digest, client, end, total, traceId);
    }

    private TagRanking tag() {
        String tag = "";
        List<TagShare> shares = List.of();
        long others = 0;
        long otherNanos = 0;
        in.beginObject();
        for (Field field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case TAG -> tag = in.name();
                case VALUES -> shares = in.list(ReportBounds.SHARES, this::tagShare);
                case OTHERS -> others = in.count();
                case OTHERS_TOTAL_SUM_NS -> otherNanos = in.count();
                default -> in.skip();
            }
        }
        return new TagRanking(tag, shares, others, otherNanos);
    }

    private TagShare tagShare() {
        String value = "";
        long count = 0;
        long total = 0;
        in.beginObject();
        for (Field field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case VALUE -> value = in.name();
                case COUNT -> count = in.count();
                case TOTAL_SUM_NS -> total = in.count();
                default -> in.skip();
            }
        }
        return new TagShare(value, count, total);
    }
}
