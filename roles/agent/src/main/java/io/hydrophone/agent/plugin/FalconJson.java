package io.hydrophone.agent.plugin;

import io.hydrophone.agent.check.Readings;
import io.hydrophone.agent.text.PlainNumber;
import io.hydrophone.core.Tags;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * What a plugin of open-falcon prints: a list of {@code {metric, endpoint, timestamp, step, value, counterType, tags}}, or
 * a single one. The moment is that of the run: a plugin measures when it is asked. An endpoint becomes a tag, for it may
 * be another machine. {@code COUNTER} is a total, shown as so much a second.
 */
final class FalconJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxNumberLength(64)
                    .maxNameLength(256)
                    .maxStringLength(8192)
                    .build())
            .build();

    private final JsonParser json;
    private final Readings out;
    private int taken;
    private int refused;
    private String firstRefused;

    private FalconJson(JsonParser json, Readings out) {
        this.json = json;
        this.out = out;
    }

    static PrintedValues tell(String output, Readings out) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), output)) {
            FalconJson reader = new FalconJson(json, out);
            reader.read();
            return new PrintedValues(reader.taken, reader.refused, reader.firstRefused);
        }
    }

    private void read() {
        try {
            JsonToken token = json.nextToken();
            if (token == JsonToken.START_OBJECT) {
                point();
            } else if (token == JsonToken.START_ARRAY) {
                points();
            } else if (token != null) {
                refuse("neither a list nor an object");
            }
            if (token != null && json.nextToken() != null) {
                refuse("something behind the end");
            }
        } catch (JacksonException e) {
            refuse("no JSON: " + e.getOriginalMessage());
        }
    }

    private void points() {
        for (JsonToken token = json.nextToken(); token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token == JsonToken.START_OBJECT) {
                point();
            } else {
                refuse("a point that is no object");
                json.skipChildren();
            }
        }
    }

    private void point() {
        String metric = "";
        String endpoint = "";
        String tags = "";
        boolean isTotal = false;
        double value = Double.NaN;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken token = json.nextToken();
            if (token.isStructStart()) {
                json.skipChildren();
                continue;
            }
            String text = token == JsonToken.VALUE_NULL ? "" : json.getString();
            switch (name) {
                case "metric" -> metric = text.strip();
                case "endpoint" -> endpoint = text.strip();
                case "tags" -> tags = text;
                case "counterType" -> isTotal = text.equals("COUNTER");
                case "value" -> value = PlainNumber.of(text);
                default -> {} // timestamp and step
            }
        }
        if (metric.isEmpty() || Double.isNaN(value)) {
            refuse(metric.isEmpty() ? "a point without a metric" : metric + " without a number as value");
            return;
        }
        taken++;
        Tags all = tags(tags, endpoint);
        if (isTotal) {
            out.rate(metric, value, all);
        } else {
            out.gauge(metric, value, all);
        }
    }

    /** Of {@code a=1,b=2}. */
    private static Tags tags(String text, String endpoint) {
        List<String> tags = new ArrayList<>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            tags.add(
                    equals < 0
                            ? pair
                            : Tags.text(
                                    pair.substring(0, equals).strip(),
                                    pair.substring(equals + 1).strip()));
        }
        if (!endpoint.isEmpty()) {
            tags.add(Tags.text("endpoint", endpoint));
        }
        return Tags.of(tags);
    }

    private void refuse(String what) {
        refused++;
        firstRefused = firstRefused == null ? what : firstRefused;
    }
}
