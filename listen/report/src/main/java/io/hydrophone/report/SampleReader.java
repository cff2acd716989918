package io.hydrophone.report;

import io.hydrophone.digest.summary.RawSql;
import io.hydrophone.digest.summary.Sample;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Reads the sample of a row: its text has no literals any more. */
final class SampleReader {
    private final FieldReader in;

    SampleReader(FieldReader in) {
        this.in = in;
    }

    Sample read() {
        byte[] sql = null;
        byte[] exact = null;
        boolean truncated = false;
        long end = 0;
        long total = -1;
        String client = "";
        String traceId = "";
        long latency = -1;
        int errorCode = -1;
        int status = -1;
        long rowsAffected = -1;
        in.beginObject();
        for (Field field = in.next(); field != null; field = in.next()) {
            switch (field) {
                case SQL -> sql = in.text(ReportBounds.TEXT_BYTES).getBytes(StandardCharsets.UTF_8);
                case SQL_B64 -> exact = base64();
                case TRUNCATED -> truncated = in.flag();
                case TS -> end = in.micros();
                case TOTAL_US -> total = in.micros();
                case CLIENT -> client = in.name();
                case TRACE_ID -> traceId = in.name();
                case LATENCY_US -> latency = in.micros();
                case ERROR_CODE -> errorCode = in.integer(0, 0xffff);
                case SERVER_STATUS -> status = in.integer(0, 0xffff);
                case ROWS_AFFECTED -> rowsAffected = in.count();
                default -> in.skip();
            }
        }
        if (sql == null) {
            throw in.problem("a sample without its text");
        }
        return new Sample(
                new RawSql(exact == null ? sql : exact),
                truncated,
                end,
                total,
                client,
                traceId,
                new Sample.Answer(latency, errorCode, status, rowsAffected));
    }

    private byte[] base64() {
        try {
            return Base64.getDecoder().decode(in.text(ReportBounds.TEXT_BYTES));
        } catch (IllegalArgumentException e) {
            throw in.problem("a text that is no Base64");
        }
    }
}
