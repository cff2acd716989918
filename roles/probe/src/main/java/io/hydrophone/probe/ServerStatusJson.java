package io.hydrophone.probe;

import io.hydrophone.client.MySqlUrl;
import io.hydrophone.core.Problem;
import io.hydrophone.probe.server.Coverage;
import io.hydrophone.probe.server.ServerView;
import tools.jackson.core.JsonGenerator;

/** The server that is asked, in {@code /status}. */
final class ServerStatusJson {
    private ServerStatusJson() {}

    static void write(MySqlUrl url, ServerView view, JsonGenerator json) {
        json.writeObjectPropertyStart("server");
        json.writeStringProperty("url", url.toString());
        json.writeBooleanProperty("connected", view.connected());
        if (view.version() != null) {
            json.writeStringProperty("version", view.version().text());
            json.writeStringProperty("flavour", view.version().flavour().title());
            json.writeBooleanProperty("performance_schema", view.instrumented());
        }
        if (view.readNanos() > 0) {
            json.writeNumberProperty("read_ts", view.readNanos() / 1_000);
            json.writeNumberProperty("statement_resets", view.resets());
        }
        if (view.digestsLost() >= 0) {
            json.writeNumberProperty("digests_lost", view.digestsLost());
        }
        if (view.total().isKnown()) {
            json.writeNumberProperty("questions", view.total().questions());
        }
        if (!view.problems().isEmpty()) {
            json.writeArrayPropertyStart("problems");
            for (Problem problem : view.problems()) {
                json.writeStartObject();
                json.writeStringProperty("code", problem.code());
                json.writeStringProperty("message", problem.message());
                if (!problem.action().isEmpty()) {
                    json.writeStringProperty("action", problem.action());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    /** Of the server's questions, those that were heard; nothing as long as it was asked none. */
    static void coverage(ServerView view, JsonGenerator json) {
        Coverage total = view.total();
        if (total.isKnown()) {
            json.writeNumberProperty("questions_ratio", floor(total.ratio()));
            json.writeNumberProperty("questions", total.questions());
            json.writeNumberProperty("heard", total.heard());
        }
        Coverage minute = view.lastMinute();
        if (minute.isKnown()) {
            json.writeObjectPropertyStart("last_60s");
            json.writeNumberProperty("questions_ratio", floor(minute.ratio()));
            json.writeNumberProperty("questions", minute.questions());
            json.writeNumberProperty("heard", minute.heard());
            json.writeEndObject();
        }
    }

    private static double floor(double ratio) {
        return Math.floor(1e6 * ratio) / 1e6;
    }
}
