package io.hydrophone.app;

import io.hydrophone.digest.report.Units;
import io.hydrophone.traffic.replay.Plan;
import io.hydrophone.traffic.replay.ReplayFigures;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** What was replayed, or would be: for people or for programs. */
final class ReplaySummary {
    private ReplaySummary() {}

    static void print(ReplayFigures figures, long elapsedNanos, boolean json, PrintStream out) {
        if (json) {
            json(figures, elapsedNanos, out);
        } else {
            text(figures, elapsedNanos, out);
        }
        out.flush();
    }

    private static void text(ReplayFigures figures, long elapsedNanos, PrintStream out) {
        long rate = Math.round(figures.commands() * 1e9 / Math.max(1, elapsedNanos));
        out.println("commands   " + Units.count(figures.commands()) + " in " + Units.duration(elapsedNanos) + " ("
                + Units.count(rate) + "/s), " + Units.count(figures.rows()) + " rows");
        out.println("sessions   " + Units.count(figures.sessions())
                + (figures.failedSessions() == 0
                        ? ""
                        : ", " + Units.count(figures.failedSessions()) + " could not be connected")
                + (figures.reconnects() == 0 ? "" : ", " + Units.count(figures.reconnects()) + " reconnects"));
        out.println("errors     " + Units.count(figures.errors()) + ", of which " + Units.count(figures.newErrors())
                + " new; " + Units.count(figures.goneErrors()) + " of the source's are gone");
        figures.errorsByCode()
                .forEach((code, error) -> out.println(
                        "             " + Units.count(error.count()) + " × " + code + " " + error.message()));
        if (figures.aborted() > 0) {
            out.println("aborted    " + Units.count(figures.aborted()) + ": no answer came");
        }
        out.println("skipped    " + Units.count(figures.skipped()) + reasons(figures.skippedByReason()));
        if (figures.lagP99Nanos() >= 0) {
            out.println("behind     " + Units.duration(figures.lagP99Nanos()) + " at p99");
        }
        if (figures.lostCommands() > 0) {
            out.println("lost       " + Units.count(figures.lostCommands()) + " commands were lost to the recording");
        }
    }

    /** What a reader of a comparison has to know of the replay. */
    static List<String> notes(ReplayFigures figures) {
        List<String> notes = new ArrayList<>();
        if (figures.failedSessions() > 0) {
            notes.add(Units.count(figures.failedSessions()) + " sessions could not be connected to the target");
        }
        if (figures.lostCommands() > 0) {
            notes.add(Units.count(figures.lostCommands()) + " commands were lost to the recording");
        }
        return notes;
    }

    private static String reasons(Map<String, Long> counts) {
        StringBuilder text = new StringBuilder();
        counts.forEach((reason, count) -> text.append(text.isEmpty() ? ": " : ", ")
                .append(reason)
                .append(' ')
                .append(Units.count(count)));
        return text.toString();
    }

    private static void json(ReplayFigures figures, long elapsedNanos, PrintStream out) {
        try (JsonGenerator json = generator(out)) {
            json.writeStartObject();
            json.writeNumberProperty("elapsed_us", elapsedNanos / 1_000);
            json.writeNumberProperty("commands", figures.commands());
            json.writeNumberProperty("rows", figures.rows());
            json.writeNumberProperty("sessions", figures.sessions());
            json.writeNumberProperty("failed_sessions", figures.failedSessions());
            json.writeNumberProperty("reconnects", figures.reconnects());
            json.writeNumberProperty("errors", figures.errors());
            json.writeNumberProperty("new_errors", figures.newErrors());
            json.writeNumberProperty("gone_errors", figures.goneErrors());
            json.writeNumberProperty("aborted", figures.aborted());
            json.writeNumberProperty("skipped", figures.skipped());
            counts(json, "skipped_by_reason", figures.skippedByReason());
            json.writeArrayPropertyStart("errors_by_code");
            figures.errorsByCode().forEach((code, error) -> {
                json.writeStartObject();
                json.writeNumberProperty("error_code", code);
                json.writeNumberProperty("count", error.count());
                json.writeStringProperty("message", error.message());
                json.writeEndObject();
            });
            json.writeEndArray();
            if (figures.lagP99Nanos() >= 0) {
                json.writeNumberProperty("lag_p99_us", figures.lagP99Nanos() / 1_000);
            }
            lost(json, figures.lostCommands());
            json.writeEndObject();
        }
        out.println();
    }

    static void print(Plan plan, boolean json, PrintStream out) {
        if (json) {
            try (JsonGenerator generator = generator(out)) {
                generator.writeStartObject();
                generator.writeNumberProperty("sessions", plan.sessions());
                if (plan.firstNanos() >= 0) {
                    generator.writeNumberProperty("span_us", (plan.lastNanos() - plan.firstNanos()) / 1_000);
                }
                counts(generator, "commands", plan.commands());
                counts(generator, "kinds", plan.kinds());
                counts(generator, "skipped_by_reason", plan.skipped());
                lost(generator, plan.lostCommands());
                generator.writeEndObject();
            }
            out.println();
        } else {
            long span = plan.firstNanos() < 0 ? -1 : plan.lastNanos() - plan.firstNanos();
            out.println("span       " + Units.duration(span));
            out.println("sessions   " + Units.count(plan.sessions()));
            out.println("commands   " + Units.count(sum(plan.commands())) + reasons(plan.commands()));
            out.println("statements " + Units.count(sum(plan.kinds())) + reasons(plan.kinds()));
            out.println("skipped    " + Units.count(sum(plan.skipped())) + reasons(plan.skipped()));
            if (plan.lostCommands() > 0) {
                out.println("lost       " + Units.count(plan.lostCommands()) + " commands were lost to the recording");
            }
        }
        out.flush();
    }

    private static void lost(JsonGenerator json, long lostCommands) {
        if (lostCommands >= 0) {
            json.writeNumberProperty("lost_commands", lostCommands);
        }
    }

    private static void counts(JsonGenerator json, String name, Map<String, Long> counts) {
        json.writeObjectPropertyStart(name);
        counts.forEach(json::writeNumberProperty);
        json.writeEndObject();
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private static JsonGenerator generator(PrintStream out) {
        return JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .build()
                .createGenerator(ObjectWriteContext.empty(), out);
    }
}
