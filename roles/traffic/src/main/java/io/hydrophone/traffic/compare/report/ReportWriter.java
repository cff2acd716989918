package io.hydrophone.traffic.compare.report;

import io.hydrophone.traffic.compare.ComparisonReport;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a comparison in any format. */
public final class ReportWriter {
    private final int width;
    private final boolean colours;

    /**
     * Of the text format: the width of a line in characters, and whether the output is a terminal that shows colours.
     */
    public ReportWriter(int width, boolean colours) {
        this.width = width;
        this.colours = colours;
    }

    /** Writes the report and leaves the stream open. */
    public void write(ComparisonReport report, ReportFormat format, OutputStream out) throws IOException {
        switch (format) {
            case TEXT ->
                out.write(new ComparisonText(report, width, colours).render().getBytes(StandardCharsets.UTF_8));
            case JSON -> {
                ComparisonJson.write(report, out);
                out.write('\n');
            }
            case HTML -> ComparisonHtml.write(report, out);
        }
    }
}
