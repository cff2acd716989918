package io.hydrophone.report;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A report as JSON, as docs/report.md describes it. */
public final class ReportJson {
    private static final JsonFactory JSON = new JsonFactory();

    private ReportJson() {}

    /** UTF-8. Samples have no literals. */
    public static byte[] write(IntervalReport report) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(16 << 10);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8)) {
            new ReportWriter(new JsonFieldWriter(json)).write(report);
        }
        return out.toByteArray();
    }

    /**
     * Reads what {@link #write} wrote, in this version or another of the same major number. Instants and durations of
     * single queries are in whole microseconds then; all that is added up is as it was.
     *
     * @throws io.hydrophone.core.ProblemException {@code bad-report}: what is wrong, and at which byte
     */
    public static IntervalReport read(byte[] bytes) {
        ReportBounds.checkSize(bytes.length);
        try (JsonFieldReader in = new JsonFieldReader(bytes)) {
            IntervalReport report = new ReportReader(in).read();
            in.end();
            return report;
        }
    }
}
