package io.hydrophone.agent.intake;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as agents and scripts write it: numbers also as texts. Each method is called with the value before it, and leaves with
 * its end before it. All of them throw a {@link ProblemException} {@code bad-json} with line and column.
 */
final class JsonIn implements AutoCloseable {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonParser in;

    /** With the first value before it. */
    JsonIn(byte[] bytes) {
        in = FACTORY.createParser(ObjectReadContext.empty(), bytes);
        next();
        if (in.currentToken() == null) {
            throw problem("there is no JSON");
        }
    }

    boolean isObject() {
        return in.currentToken() == JsonToken.START_OBJECT;
    }

    boolean isList() {
        return in.currentToken() == JsonToken.START_ARRAY;
    }

    /** @param field is given each name, its value before it, which it has to read or {@link #skip} */
    void object(Consumer<String> field) {
        if (!isObject()) {
            throw problem("this should be an object");
        }
        while (next() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            next();
            field.accept(name);
        }
    }

    /** @param element is called with each element before it */
    void list(Runnable element) {
        if (!isList()) {
            throw problem("this should be a list");
        }
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            if (token == null) {
                throw problem("the list does not end");
            }
            element.run();
        }
    }

    /** Reads an element, and passes over one that is not right; whether it was. What is no JSON is thrown. */
    boolean reads(Runnable element) {
        boolean isNested = isObject() || isList();
        int depth = in.streamReadContext().getNestingDepth();
        try {
            element.run();
            return true;
        } catch (ProblemException e) {
            if (e.getCause() instanceof JacksonException) {
                throw e;
            }
            while (isNested && in.streamReadContext().getNestingDepth() >= depth) {
                next();
            }
            return false;
        }
    }

    void skip() {
        try {
            in.skipChildren();
        } catch (JacksonException e) {
            throw broken(e);
        }
    }

    /** A text, a number or a truth value as text; nothing is the empty text. */
    String text() {
        return switch (in.currentToken()) {
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE -> string();
            case VALUE_NULL -> "";
            default -> throw problem("this should be a text");
        };
    }

    private String string() {
        try {
            return in.getString();
        } catch (JacksonException e) {
            throw broken(e);
        }
    }

    /** A list of texts, or nothing. */
    List<String> texts() {
        List<String> texts = new ArrayList<>();
        if (in.currentToken() != JsonToken.VALUE_NULL) {
            list(() -> texts.add(text()));
        }
        return texts;
    }

    /** A finite number. */
    double number() {
        try {
            double value = switch (in.currentToken()) {
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> in.getDoubleValue();
                case VALUE_STRING -> Double.parseDouble(in.getString());
                case VALUE_TRUE -> 1;
                case VALUE_FALSE -> 0;
                default -> Double.NaN;
            };
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, as for what is no number at all.
        } catch (JacksonException e) {
            throw broken(e);
        }
        throw problem("this should be a number");
    }

    /** Seconds since 1970, with or without a fraction, as microseconds. */
    long time() {
        double seconds = number();
        if (seconds < 0 || seconds > 253_402_300_799.0) {
            throw problem("this should be a time in seconds since 1970");
        }
        return Math.round(seconds * 1_000_000);
    }

    /** Nothing may follow. */
    void end() {
        if (next() != null) {
            throw problem("there is more after the end");
        }
    }

    ProblemException problem(String what) {
        TokenStreamLocation at = in.currentTokenLocation();
        return problem(what, at, null);
    }

    private static ProblemException problem(String what, TokenStreamLocation at, Exception cause) {
        Problem problem = new Problem(
                "bad-json",
                what,
                at == null ? "" : at.getLineNr() + ":" + at.getColumnNr(),
                "nothing of this request was taken; send it again when it is mended");
        return new ProblemException(problem, cause);
    }

    private JsonToken next() {
        try {
            return in.nextToken();
        } catch (JacksonException e) {
            throw broken(e);
        }
    }

    private static ProblemException broken(JacksonException e) {
        return problem("this is no JSON: " + e.getOriginalMessage(), e.getLocation(), e);
    }

    @Override
    public void close() {
        in.close();
    }
}
