package io.hydrophone.report.mysqlprobe;

import io.hydrophone.digest.report.SqlText;
import io.hydrophone.digest.summary.Sample;
import io.hydrophone.digest.summary.SlowQuery;
import tools.jackson.core.JsonGenerator;

/** Writes what mysql-probe calls a Message: one query. */
final class MessageWriter {
    private final JsonGenerator json;
    private final boolean masked;

    MessageWriter(JsonGenerator json, boolean masked) {
        this.json = json;
        this.masked = masked;
    }

    void sample(Sample sample) {
        Sample.Answer answer = sample.answer();
        long begin = sample.endNanos() - Math.max(0, sample.totalNanos());
        message(SqlText.of(sample, masked), answer, begin, Math.max(0, answer.latencyNanos()), sample.client());
    }

    /** @param sample of its statement, null for none: tells the text when it is the same query */
    void slow(SlowQuery query, Sample sample) {
        boolean same =
                sample != null && sample.endNanos() == query.endNanos() && sample.totalNanos() == query.totalNanos();
        if (same) {
            sample(sample);
        } else {
            long begin = query.endNanos() - query.totalNanos();
            message("", Sample.Answer.UNKNOWN, begin, query.totalNanos(), query.client());
        }
    }

    private void message(String sql, Sample.Answer answer, long begin, long latency, String client) {
        json.writeStartObject();
        if (!sql.isEmpty()) {
            json.writeStringProperty("c", sql);
        }
        json.writeBooleanProperty("d", answer.errorCode() > 0);
        json.writeStringProperty("e", "");
        json.writeNumberProperty("f", Math.max(0, answer.errorCode()));
        json.writeNumberProperty("g", Math.max(0, answer.status()));
        json.writeNumberProperty("h", Math.max(0, answer.rowsAffected()));
        json.writeNumberProperty("i", begin);
        json.writeNumberProperty("j", begin + latency);
        json.writeNumberProperty("k", latency / 1e6f);
        json.writeStringProperty("n", client);
        json.writeEndObject();
    }
}
