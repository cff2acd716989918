package io.hydrophone.upkeep;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Writes JSON objects. */
public final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private JsonText() {}

    /** One object, on one line. */
    public static byte[] object(Consumer<JsonGenerator> fields) {
        return write(ObjectWriteContext.empty(), fields);
    }

    /** One object, for people's eyes too. */
    public static byte[] indented(Consumer<JsonGenerator> fields) {
        return write(
                new ObjectWriteContext.Base() {
                    @Override
                    public DefaultPrettyPrinter getPrettyPrinter() {
                        return new DefaultPrettyPrinter();
                    }
                },
                fields);
    }

    /** A field with a list of texts. */
    public static void texts(JsonGenerator json, String name, List<String> texts) {
        json.writeArrayPropertyStart(name);
        texts.forEach(json::writeString);
        json.writeEndArray();
    }

    /** A field, unless the value is null. */
    public static void optional(JsonGenerator json, String name, String value) {
        if (value != null) {
            json.writeStringProperty(name, value);
        }
    }

    private static byte[] write(ObjectWriteContext context, Consumer<JsonGenerator> fields) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 10);
        try (JsonGenerator json = FACTORY.createGenerator(context, out)) {
            json.writeStartObject();
            fields.accept(json);
            json.writeEndObject();
        }
        return out.toByteArray();
    }
}
