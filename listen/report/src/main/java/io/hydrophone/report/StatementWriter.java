package io.hydrophone.report;

import io.hydrophone.digest.report.SqlText;
import io.hydrophone.digest.summary.ClientRanking;
import io.hydrophone.digest.summary.ClientShare;
import io.hydrophone.digest.summary.Ranking;
import io.hydrophone.digest.summary.Sample;
import io.hydrophone.digest.summary.Share;
import io.hydrophone.digest.summary.SlowQuery;
import io.hydrophone.digest.summary.StatementSummary;
import io.hydrophone.digest.summary.TagRanking;
import io.hydrophone.digest.summary.TagShare;
import io.hydrophone.digest.summary.Tally;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Writes the rows of a report. {@link StatementReader} is its mirror. */
final class StatementWriter {
    private final FieldWriter out;

    StatementWriter(FieldWriter out) {
        this.out = out;
    }

    void write(StatementSummary row) {
        out.beginObject();
        out.text(Field.SOURCE, row.key().source().label());
        out.text(Field.INSTANCE, row.key().instance());
        out.text(Field.DATABASE, row.key().database());
        out.text(Field.USER, row.key().user());
        out.id(Field.DIGEST, row.key().digest());
        out.text(Field.FINGERPRINT, row.fingerprint());
        tally(row.tally());
        Histograms.write(out, Field.LATENCY_NS, row.latency());
        Histograms.write(out, Field.TOTAL_NS, row.total());
        out.micros(Field.FIRST_TS, row.firstSeenNanos());
        out.micros(Field.LAST_TS, row.lastSeenNanos());
        if (row.sample() != null) {
            sample(row.sample());
        }
        errorCodes(row.errorCodes());
        clients(row.clientRanking());
        slowest(row.slowest());
        tags(row.tags());
        out.endObject();
    }

    private void tally(Tally tally) {
        out.number(Field.COUNT, tally.count());
        out.number(Field.ESTIMATED_COUNT, tally.estimatedCount());
        out.known(Field.ERRORS, tally.errors());
        out.number(Field.LOST, tally.lost());
        out.number(Field.ABORTED, tally.aborted());
        out.number(Field.UNFINISHED, tally.unfinished());
        out.known(Field.ROWS_SENT, tally.rowsSent());
        out.known(Field.ROWS_AFFECTED, tally.rowsAffected());
        out.known(Field.WARNINGS, tally.warnings());
        out.known(Field.BYTES_IN, tally.bytesIn());
        out.known(Field.BYTES_OUT, tally.bytesOut());
        out.known(Field.NO_INDEX, tally.noIndex());
        out.known(Field.NO_GOOD_INDEX, tally.noGoodIndex());
        out.known(Field.SERVER_SLOW, tally.serverSlow());
        out.number(Field.SLOW, tally.slow());
    }

    /** Without its literals, always. */
    private void sample(Sample sample) {
        byte[] masked = SqlText.bytes(sample, true);
        out.beginObject(Field.SAMPLE);
        out.text(Field.SQL, new String(masked, StandardCharsets.UTF_8));
        if (!SqlText.isUtf8(masked)) {
            out.text(Field.SQL_B64, Base64.getEncoder().encodeToString(masked));
        }
        out.flag(Field.TRUNCATED, sample.truncated());
        out.micros(Field.TS, sample.endNanos());
        out.micros(Field.TOTAL_US, sample.totalNanos());
        out.text(Field.CLIENT, sample.client());
        out.nonEmpty(Field.TRACE_ID, sample.traceId());
        Sample.Answer answer = sample.answer();
        out.micros(Field.LATENCY_US, answer.latencyNanos());
        out.known(Field.ERROR_CODE, answer.errorCode());
        out.known(Field.SERVER_STATUS, answer.status());
        out.known(Field.ROWS_AFFECTED, answer.rowsAffected());
        out.endObject();
    }

    private void errorCodes(Ranking<Integer> codes) {
        if (!codes.shares().isEmpty()) {
            out.beginList(Field.ERROR_CODES, codes.shares().size());
            for (Share<Integer> share : codes.shares()) {
                out.beginObject();
                out.number(Field.CODE, share.value());
                out.number(Field.COUNT, share.count());
                out.endObject();
            }
            out.endList();
        }
        if (codes.others() > 0) {
            out.number(Field.OTHER_ERRORS, codes.others());
        }
    }

    private void clients(ClientRanking clients) {
        out.beginList(Field.CLIENTS, clients.shares().size());
        for (ClientShare share : clients.shares()) {
            out.beginObject();
            out.text(Field.CLIENT, share.client());
            figures(share);
            out.endObject();
        }
        out.endList();
        if (clients.others().count() > 0) {
            out.beginObject(Field.OTHER_CLIENTS);
            figures(clients.others());
            out.endObject();
        }
    }

    private void figures(ClientShare share) {
        out.number(Field.COUNT, share.count());
        out.number(Field.ERRORS, share.errors());
        out.number(Field.UNANSWERED, share.unanswered());
        out.number(Field.LATENCY_SUM_NS, share.latencyNanos());
        out.number(Field.ERROR_LATENCY_SUM_NS, share.errorNanos());
        out.number(Field.NO_INDEX, share.noIndex());
        out.number(Field.NO_GOOD_INDEX, share.noGoodIndex());
        out.number(Field.SERVER_SLOW, share.serverSlow());
    }

    /** Writes nothing when there are none. */
    void slowest(List<SlowQuery> queries) {
        if (queries.isEmpty()) {
            return;
        }
        out.beginList(Field.SLOWEST, queries.size());
        for (SlowQuery query : queries) {
            out.beginObject();
            out.id(Field.DIGEST, query.digest());
            out.text(Field.CLIENT, query.client());
            out.micros(Field.TS, query.endNanos());
            out.micros(Field.TOTAL_US, query.totalNanos());
            out.nonEmpty(Field.TRACE_ID, query.traceId());
            out.endObject();
        }
        out.endList();
    }

    private void tags(List<TagRanking> tags) {
        if (tags.isEmpty()) {
            return;
        }
        out.beginList(Field.TAGS, tags.size());
        for (TagRanking tag : tags) {
            out.beginObject();
            out.text(Field.TAG, tag.tag());
            out.beginList(Field.VALUES, tag.shares().size());
            for (TagShare share : tag.shares()) {
                out.beginObject();
                out.text(Field.VALUE, share.value());
                out.number(Field.COUNT, share.count());
                out.number(Field.TOTAL_SUM_NS, share.totalNanos());
                out.endObject();
            }
            out.endList();
            out.number(Field.OTHERS, tag.others());
            out.number(Field.OTHERS_TOTAL_SUM_NS, tag.otherNanos());
            out.endObject();
        }
        out.endList();
    }
}
