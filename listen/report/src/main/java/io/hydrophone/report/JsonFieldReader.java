package io.hydrophone.report;

import io.hydrophone.core.ProblemException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON. The parser stands at the first token of the value that is to be read next. */
final class JsonFieldReader implements FieldReader, AutoCloseable {
    private static final int MAX_DEPTH = 16;
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(32)
                    .maxNameLength(256)
                    .maxStringLength(ReportBounds.TEXT_BYTES)
                    .build())
            .build();

    private final JsonParser json;

    JsonFieldReader(byte[] bytes) {
        json = JSON.createParser(ObjectReadContext.empty(), bytes);
        advance();
    }

    @Override
    public long maxNumber() {
        return MAX_NUMBER;
    }

    @Override
    public void beginObject() {
        expect(JsonToken.START_OBJECT, "object");
    }

    @Override
    public Field next() {
        for (JsonToken token = advance(); token != JsonToken.END_OBJECT; token = advance()) {
            if (token != JsonToken.PROPERTY_NAME) {
                throw problem("the end");
            }
            Field field = Field.of(json.currentName());
            advance();
            if (field != null) {
                return field;
            }
            skip();
        }
        return null;
    }

    @Override
    public void beginList() {
        expect(JsonToken.START_ARRAY, "list");
    }

    @Override
    public boolean more() {
        JsonToken token = advance();
        if (token == null) {
            throw problem("the end");
        }
        return token != JsonToken.END_ARRAY;
    }

    @Override
    public String text(int maxBytes) {
        expect(JsonToken.VALUE_STRING, "text");
        String text;
        try {
            text = json.getString();
        } catch (JacksonException e) {
            throw refused(e);
        }
        // No character takes more than three bytes a char.
        if (text.length() > maxBytes / 3 && utf8Length(text) > maxBytes) {
            throw problem("a text of more than " + maxBytes + " bytes");
        }
        return text;
    }

    private static long utf8Length(String text) {
        return text.codePoints()
                .mapToLong(c -> c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4)
                .sum();
    }

    @Override
    public long number(long min, long max) {
        expect(JsonToken.VALUE_NUMBER_INT, "integer");
        long value;
        try {
            value = json.getLongValue();
        } catch (JacksonException e) {
            throw problem("an integer of more than 64 bits");
        }
        if (value < min || value > max) {
            throw problem(value + ", which is not from " + min + " to " + max);
        }
        return value;
    }

    @Override
    public long id() {
        String text = text(ReportBounds.NAME_BYTES);
        try {
            return Ids.parse(text);
        } catch (IllegalArgumentException e) {
            throw problem("an id that is not 16 hexadecimal digits");
        }
    }

    @Override
    public boolean flag() {
        JsonToken token = json.currentToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw problem("no true or false");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    @Override
    public void skip() {
        try {
            json.skipChildren();
        } catch (JacksonException e) {
            throw refused(e);
        }
    }

    @Override
    public ProblemException problem(String reason) {
        return ReportBounds.problem(reason, json.currentTokenLocation().getByteOffset());
    }

    /** Whether nothing follows. */
    void end() {
        if (advance() != null) {
            throw problem("more after the end");
        }
    }

    @Override
    public void close() {
        json.close();
    }

    private void expect(JsonToken token, String what) {
        if (json.currentToken() != token) {
            throw problem("no " + what);
        }
    }

    private JsonToken advance() {
        try {
            return json.nextToken();
        } catch (JacksonException e) {
            throw refused(e);
        }
    }

    private static ProblemException refused(JacksonException e) {
        TokenStreamLocation place = e.getLocation();
        return ReportBounds.problem(e.getOriginalMessage(), place == null ? -1 : place.getByteOffset());
    }
}
