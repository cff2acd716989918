package io.hydrophone.app.rules;

import io.hydrophone.alert.trial.Failure;
import io.hydrophone.alert.trial.TrialResult;
import io.hydrophone.core.Problem;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** Results of {@code hydrophone rules}, each as one JSON object on a line. */
final class RulesJson {
    private static final JsonFactory FACTORY =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private RulesJson() {}

    static void check(PrintStream out, int rules, List<Problem> problems) {
        object(out, json -> {
            json.writeBooleanProperty("fine", problems.isEmpty());
            json.writeNumberProperty("rules", rules);
            problems(json, problems);
        });
    }

    static void test(PrintStream out, Map<Path, TrialResult> results, List<Problem> problems) {
        object(out, json -> {
            boolean fine = problems.isEmpty()
                    && results.values().stream()
                            .allMatch(result -> result.failures().isEmpty());
            json.writeBooleanProperty("fine", fine);
            json.writeArrayPropertyStart("files");
            results.forEach((file, result) -> {
                json.writeStartObject();
                json.writeStringProperty("file", file.toString());
                json.writeNumberProperty("tests", result.trials());
                json.writeNumberProperty("expectations", result.expectations());
                json.writeEndObject();
            });
            json.writeEndArray();
            json.writeArrayPropertyStart("failures");
            results.values().forEach(result -> result.failures().forEach(failure -> failure(json, failure)));
            json.writeEndArray();
            problems(json, problems);
        });
    }

    private static void failure(JsonGenerator json, Failure failure) {
        json.writeStartObject();
        json.writeStringProperty("where", failure.place());
        json.writeStringProperty("test", failure.trial());
        json.writeStringProperty("alertname", failure.rule());
        json.writeStringProperty("eval_time", failure.at());
        json.writeArrayPropertyStart("difference");
        failure.difference().forEach(json::writeString);
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void problems(JsonGenerator json, List<Problem> problems) {
        json.writeArrayPropertyStart("problems");
        for (Problem problem : problems) {
            json.writeStartObject();
            json.writeStringProperty("code", problem.code());
            json.writeStringProperty("message", problem.message());
            json.writeStringProperty("where", problem.where());
            json.writeStringProperty("action", problem.action());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void object(PrintStream out, Consumer<JsonGenerator> fields) {
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            fields.accept(json);
            json.writeEndObject();
        }
        out.println();
    }
}
