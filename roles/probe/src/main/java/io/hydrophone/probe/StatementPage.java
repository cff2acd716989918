package io.hydrophone.probe;

import io.hydrophone.digest.StatementClass;
import io.hydrophone.digest.report.JsonReport;
import io.hydrophone.digest.report.Report;
import io.hydrophone.digest.summary.Sampling;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.http.HttpRequest;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * A page of ranked statements: which part of all is wanted, and how it is written.
 *
 * @param skip statements before the page
 * @param top statements on the page
 */
public record StatementPage(int skip, int top) {
    /** Of all pages together. */
    public static final int MAX_TOP = 1_000;

    private static final int USUAL_TOP = 20;

    /** As the parameters {@code top} and {@code cursor} say. */
    public static StatementPage of(HttpRequest request) {
        return new StatementPage((int) request.number("cursor", 0, 0, Integer.MAX_VALUE), (int)
                request.number("top", USUAL_TOP, 1, MAX_TOP));
    }

    /**
     * Writes the properties of the page; the object is the caller's to begin and to end.
     *
     * @param totals writes more about all statements together
     * @param beside writes more about each statement
     */
    public void write(
            Summary summary,
            Report all,
            JsonGenerator json,
            Consumer<JsonGenerator> totals,
            Consumer<StatementClass> beside) {
        int from = Math.min(skip, all.classes().size());
        int to = Math.min(from + top, all.classes().size());
        if (summary.toNanos() > summary.fromNanos()) {
            json.writeNumberProperty("from", summary.fromNanos() / 1_000);
            json.writeNumberProperty("to", summary.toNanos() / 1_000);
        }
        json.writeNumberProperty("statements", all.classes().size());
        json.writeNumberProperty("count", all.total().tally().count());
        totals.accept(json);
        Sampling sampling = summary.counts().sampling();
        if (sampling.isSampled()) {
            json.writeNumberProperty("estimated_count", all.total().tally().estimatedCount());
            json.writeBooleanProperty("sample_ratio_changed", sampling.changed());
        }
        json.writeNumberProperty("sample_ratio", sampling.coarsest().value());
        json.writeName("classes");
        JsonReport.writeClasses(all.part(from, to), json, beside);
        if (to < all.classes().size()) {
            json.writeStringProperty("next", Integer.toString(to));
        }
    }
}
