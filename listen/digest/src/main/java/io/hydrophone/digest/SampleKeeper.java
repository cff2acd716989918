package io.hydrophone.digest;

import io.hydrophone.digest.summary.RawSql;
import io.hydrophone.digest.summary.Sample;
import io.hydrophone.digest.tag.TagReader;
import io.hydrophone.wire.Query;
import java.util.Arrays;

/** Keeps the text of the slowest query: copied only when one is slower than all before, into a buffer that stays. */
final class SampleKeeper {
    private byte[] text = new byte[0];
    private int length;
    private boolean truncated;
    private long endNanos;
    /** Duration of the query that is kept; −2 while none is. */
    private long totalNanos = -2;

    private String client;
    private String traceId;
    private long latencyNanos;
    private int errorCode;
    private int status;
    private long rowsAffected;

    /** @param tags what the query carries; null when nothing */
    void offer(Query query, String address, int limit, TagReader tags) {
        long total = query.totalNanos();
        if (total <= totalNanos || query.sqlLength() == 0) {
            return;
        }
        int size = Math.min(query.sqlLength(), limit);
        if (text.length < size) {
            text = new byte[Math.min(limit, Math.max(size, 2 * text.length))];
        }
        System.arraycopy(query.sqlBuffer(), query.sqlOffset(), text, 0, size);
        length = size;
        truncated = query.sqlTruncated() || size < query.sqlLength();
        endNanos = query.endNanos();
        totalNanos = total;
        client = address;
        traceId = tags == null ? "" : tags.traceId();
        latencyNanos = query.latencyNanos();
        errorCode = query.errorCode();
        status = query.serverStatus();
        rowsAffected = query.rowsAffected();
    }

    void offer(Sample sample) {
        // Of two that took as long, the first: whichever thread has heard it.
        if (sample != null
                && (sample.totalNanos() > totalNanos
                        || (sample.totalNanos() == totalNanos && sample.endNanos() < endNanos))) {
            text = sample.sql().reveal();
            length = text.length;
            truncated = sample.truncated();
            endNanos = sample.endNanos();
            totalNanos = sample.totalNanos();
            client = sample.client();
            traceId = sample.traceId();
            latencyNanos = sample.answer().latencyNanos();
            errorCode = sample.answer().errorCode();
            status = sample.answer().status();
            rowsAffected = sample.answer().rowsAffected();
        }
    }

    void reset() {
        length = 0;
        totalNanos = -2;
    }

    Sample snapshot() {
        if (length == 0) {
            return null;
        }
        Sample.Answer answer = new Sample.Answer(latencyNanos, errorCode, status, rowsAffected);
        RawSql sql = new RawSql(Arrays.copyOf(text, length));
        return new Sample(sql, truncated, endNanos, totalNanos, client, traceId, answer);
    }
}
