package io.hydrophone.http;

import io.hydrophone.core.ProblemException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What was asked for.
 *
 * @param path decoded
 * @param parameters of the query string, and of a form that was posted, by name
 * @param client the address that asks, without its port
 * @param headers the value of a header, whatever its case, or null
 */
public record HttpRequest(
        String path, Map<String, List<String>> parameters, String client, UnaryOperator<String> headers) {
    /** One without headers. */
    public HttpRequest(String path, Map<String, List<String>> parameters, String client) {
        this(path, parameters, client, name -> null);
    }

    /** A header's value, or null. */
    public String header(String name) {
        return headers.apply(name);
    }

    /** All values of a parameter; none when it is not given. */
    public List<String> all(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    /** The parameter's last value, or null. */
    public String parameter(String name) {
        List<String> values = parameters.get(name);
        return values == null || values.isEmpty() ? null : values.getLast();
    }

    /**
     * A whole number.
     *
     * @throws ProblemException when it is given and is no number from {@code min} to {@code max}
     */
    public long number(String name, long byDefault, long min, long max) {
        String text = parameter(name);
        if (text == null) {
            return byDefault;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Told below, as for a number out of range.
        }
        throw bad(name, "give a whole number from " + min + " to " + max);
    }

    /** One of an enumeration, in lower case. */
    public <E extends Enum<E>> E choice(String name, E byDefault) {
        String text = parameter(name);
        if (text == null) {
            return byDefault;
        }
        E[] all = byDefault.getDeclaringClass().getEnumConstants();
        for (E one : all) {
            if (label(one).equals(text)) {
                return one;
            }
        }
        throw bad(
                name,
                "give one of "
                        + String.join(
                                ", ", Arrays.stream(all).map(HttpRequest::label).toList()));
    }

    /**
     * Lets a misspelt parameter be noticed.
     *
     * @throws ProblemException when there are parameters of other names
     */
    public void expectOnly(String... names) {
        for (String name : parameters.keySet()) {
            if (!List.of(names).contains(name)) {
                throw bad(name, names.length == 0 ? "there are none here" : "there are " + String.join(", ", names));
            }
        }
    }

    private static String label(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    private ProblemException bad(String name, String action) {
        return new ProblemException("bad-parameter", "the parameter '" + name + "' is not understood", path, action);
    }
}
