package io.hydrophone.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What is said of a path in the OpenAPI description.
 *
 * @param path as it was added to the routes
 * @param summary one sentence without a full stop
 * @param contentType of an answer with status 200; empty for a WebSocket
 */
public record Operation(String path, String summary, String contentType, List<Parameter> parameters) {
    public static final String JSON = "application/json";

    /**
     * A parameter of the query string; none is required.
     *
     * @param type {@code integer}, {@code string} or {@code boolean}
     * @param choices all values that it may have; empty where they are not few
     * @param example a value that is accepted
     */
    public record Parameter(String name, String summary, String type, List<String> choices, String example) {
        public Parameter {
            choices = List.copyOf(choices);
        }
    }

    public Operation {
        parameters = List.copyOf(parameters);
    }

    public static Operation of(String path, String summary, String contentType) {
        return new Operation(path, summary, contentType, List.of());
    }

    public Operation integer(String name, String about, long example) {
        return with(new Parameter(name, about, "integer", List.of(), Long.toString(example)));
    }

    public Operation text(String name, String about, String example) {
        return with(new Parameter(name, about, "string", List.of(), example));
    }

    public Operation flag(String name, String about) {
        return with(new Parameter(name, about, "boolean", List.of(), "false"));
    }

    /** As {@link HttpRequest#choice} reads it. */
    public Operation choice(String name, String about, Enum<?>... values) {
        List<String> labels = Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        return with(new Parameter(name, about, "string", labels, labels.getFirst()));
    }

    private Operation with(Parameter parameter) {
        List<Parameter> more = new ArrayList<>(parameters);
        more.add(parameter);
        return new Operation(path, summary, contentType, more);
    }
}
