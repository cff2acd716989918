package io.hydrophone.report;

import tools.jackson.core.JsonGenerator;

/** JSON: ids as 16 hexadecimal digits, because many readers' numbers have 53 bits. */
final class JsonFieldWriter implements FieldWriter {
    private final JsonGenerator json;

    JsonFieldWriter(JsonGenerator json) {
        this.json = json;
    }

    @Override
    public void beginObject() {
        json.writeStartObject();
    }

    @Override
    public void beginObject(Field field) {
        json.writeObjectPropertyStart(field.label());
    }

    @Override
    public void endObject() {
        json.writeEndObject();
    }

    @Override
    public void beginList(Field field, int size) {
        json.writeArrayPropertyStart(field.label());
    }

    @Override
    public void endList() {
        json.writeEndArray();
    }

    @Override
    public void text(Field field, String value) {
        json.writeStringProperty(field.label(), value);
    }

    @Override
    public void number(Field field, long value) {
        json.writeNumberProperty(field.label(), value);
    }

    @Override
    public void id(Field field, long value) {
        json.writeStringProperty(field.label(), Ids.text(value));
    }

    @Override
    public void flag(Field field, boolean value) {
        json.writeBooleanProperty(field.label(), value);
    }

    @Override
    public void numbers(Field field, long[] values) {
        json.writeName(field.label());
        json.writeArray(values, 0, values.length);
    }
}
