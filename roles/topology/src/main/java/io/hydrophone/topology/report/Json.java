package io.hydrophone.topology.report;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/** Writes properties; null is none. */
final class Json {
    private final JsonGenerator json;

    Json(JsonGenerator json) {
        this.json = json;
    }

    void text(String name, String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    /** Something whose own text is to stand there. */
    void textOf(String name, Object value) {
        text(name, value == null ? null : value.toString());
    }

    void number(String name, Long value) {
        if (value != null) {
            json.writeNumberProperty(name, value);
        }
    }

    void decimal(String name, Double value) {
        if (value != null) {
            json.writeNumberProperty(name, value);
        }
    }

    void flag(String name, Boolean value) {
        if (value != null) {
            json.writeBooleanProperty(name, value);
        }
    }

    void texts(String name, Stream<String> values) {
        json.writeName(name);
        json.writeStartArray();
        values.forEach(json::writeString);
        json.writeEndArray();
    }

    void object(String name, Runnable properties) {
        json.writeName(name);
        json.writeStartObject();
        properties.run();
        json.writeEndObject();
    }

    /** A list of objects; null is none. */
    <T> void list(String name, List<T> values, Consumer<T> properties) {
        if (values == null) {
            return;
        }
        json.writeName(name);
        json.writeStartArray();
        for (T value : values) {
            json.writeStartObject();
            properties.accept(value);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
