package io.hydrophone.upkeep;

import io.hydrophone.core.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/** A JSON object of outside, whole in memory: who reads it has bounded its bytes. Fields that nobody asks for are passed over. */
public final class JsonObject {
    private static final int MAX_DEPTH = 8;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private final String where;
    private final Map<String, Object> fields;

    private JsonObject(String where, Map<String, Object> fields) {
        this.where = where;
        this.fields = fields;
    }

    /**
     * Parses it.
     *
     * @param where named in problems
     * @throws ProblemException {@code bad-json} when it is no object, or something follows it
     */
    public static JsonObject parse(byte[] json, String where) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw bad(where, "this is no JSON object");
            }
            JsonObject object = new JsonObject(where, object(parser));
            if (parser.nextToken() != null) {
                throw bad(where, "something follows the JSON object");
            }
            return object;
        } catch (JacksonException e) {
            throw bad(where, "this is no JSON: " + e.getOriginalMessage());
        }
    }

    /**
     * A text that has to be there.
     *
     * @throws ProblemException when it is absent or no text
     */
    public String text(String name) {
        return required(name, optionalText(name));
    }

    /** Null when it is absent. */
    public String optionalText(String name) {
        return of(name, String.class, "a text");
    }

    /**
     * A whole number that has to be there.
     *
     * @throws ProblemException when it is absent, no whole number, or out of range
     */
    public long number(String name, long least, long most) {
        long value = required(name, of(name, Long.class, "a whole number"));
        if (value < least || value > most) {
            throw bad(where, name + " is not from " + least + " to " + most);
        }
        return value;
    }

    public long number(String name, long otherwise, long least, long most) {
        return fields.containsKey(name) ? number(name, least, most) : otherwise;
    }

    /** False when it is absent. */
    public boolean flag(String name) {
        return Boolean.TRUE.equals(of(name, Boolean.class, "true or false"));
    }

    /** None when it is absent. */
    public List<String> texts(String name) {
        return items(name, String.class, "texts");
    }

    /** None when it is absent. */
    public List<JsonObject> objects(String name) {
        return items(name, Map.class, "objects").stream()
                .map(item -> new JsonObject(where, fields(item)))
                .toList();
    }

    /** Null when it is absent. */
    public JsonObject object(String name) {
        Map<?, ?> object = of(name, Map.class, "an object");
        return object == null ? null : new JsonObject(where, fields(object));
    }

    private <T> List<T> items(String name, Class<T> type, String what) {
        List<?> list = of(name, List.class, "a list of " + what);
        List<T> items = new ArrayList<>();
        for (Object item : list == null ? List.of() : list) {
            if (!type.isInstance(item)) {
                throw bad(where, name + " holds others than " + what);
            }
            items.add(type.cast(item));
        }
        return items;
    }

    private <T> T of(String name, Class<T> type, String what) {
        Object value = fields.get(name);
        if (value != null && !type.isInstance(value)) {
            throw bad(where, name + " is not " + what);
        }
        return type.cast(value);
    }

    private <T> T required(String name, T value) {
        if (value == null) {
            throw bad(where, name + " is missing");
        }
        return value;
    }

    private static Map<String, Object> fields(Map<?, ?> object) {
        Map<String, Object> fields = new LinkedHashMap<>();
        object.forEach((name, value) -> fields.put((String) name, value));
        return fields;
    }

    private static Map<String, Object> object(JsonParser parser) {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            fields.put(name, value(parser, parser.nextToken()));
        }
        return fields;
    }

    private static Object value(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> {
                List<Object> items = new ArrayList<>();
                for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
                    items.add(value(parser, item));
                }
                yield items;
            }
            case VALUE_STRING -> parser.getString();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private static ProblemException bad(String where, String message) {
        return new ProblemException("bad-json", message, where, "");
    }
}
