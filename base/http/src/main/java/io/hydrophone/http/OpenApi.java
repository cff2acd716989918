package io.hydrophone.http;

import java.io.ByteArrayOutputStream;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes the description of what is served.
 *
 * @see <a href="https://spec.openapis.org/oas/v3.1.0">OpenAPI Specification 3.1.0</a>
 */
final class OpenApi {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String PROBLEM = "#/components/schemas/Problem";

    private final Routes routes;
    private final JsonGenerator json;

    private OpenApi(Routes routes, JsonGenerator json) {
        this.routes = routes;
        this.json = json;
    }

    static byte[] of(Routes routes, String title, String version) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(8 << 10);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            new OpenApi(routes, json).document(title, version);
        }
        return out.toByteArray();
    }

    private void document(String title, String version) {
        json.writeStartObject();
        json.writeStringProperty("openapi", "3.1.0");
        json.writeObjectPropertyStart("info");
        json.writeStringProperty("title", title);
        json.writeStringProperty("version", version);
        json.writeEndObject();
        security();
        json.writeObjectPropertyStart("paths");
        routes.operations().forEach(this::path);
        json.writeEndObject();
        components();
        json.writeEndObject();
    }

    /** A token, where the server has one; it does not where only its own machine reaches it. */
    private void security() {
        json.writeArrayPropertyStart("security");
        json.writeStartObject();
        json.writeArrayPropertyStart("token");
        json.writeEndArray();
        json.writeEndObject();
        json.writeStartObject();
        json.writeEndObject();
        json.writeEndArray();
    }

    private void path(Operation operation) {
        json.writeObjectPropertyStart(operation.path());
        for (String method : routes.methods(operation.path())) {
            if (!method.equals("HEAD")) { // It is what GET is.
                method(method.toLowerCase(Locale.ROOT), operation);
            }
        }
        json.writeEndObject();
    }

    private void method(String method, Operation operation) {
        json.writeObjectPropertyStart(method);
        json.writeStringProperty("operationId", method + operation.path().replaceAll("[^a-z0-9]+", "_"));
        json.writeStringProperty("summary", operation.summary());
        json.writeArrayPropertyStart("parameters");
        operation.parameters().forEach(this::parameter);
        json.writeEndArray();
        json.writeObjectPropertyStart("responses");
        if (operation.contentType().isEmpty()) {
            json.writeObjectPropertyStart("101");
            json.writeStringProperty("description", "It is a WebSocket from here on");
            json.writeEndObject();
        } else {
            json.writeObjectPropertyStart("200");
            json.writeStringProperty("description", operation.summary());
            content(operation.contentType(), null);
            json.writeEndObject();
        }
        json.writeObjectPropertyStart("default");
        json.writeStringProperty("description", "What is wrong, and what to do");
        content(ProblemJson.CONTENT_TYPE, PROBLEM);
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void parameter(Operation.Parameter parameter) {
        json.writeStartObject();
        json.writeStringProperty("name", parameter.name());
        json.writeStringProperty("in", "query");
        json.writeStringProperty("description", parameter.summary());
        json.writeObjectPropertyStart("schema");
        json.writeStringProperty("type", parameter.type());
        if (!parameter.choices().isEmpty()) {
            json.writeArrayPropertyStart("enum");
            parameter.choices().forEach(json::writeString);
            json.writeEndArray();
        }
        json.writeEndObject();
        json.writeName("example");
        if (parameter.type().equals("string")) {
            json.writeString(parameter.example());
        } else {
            json.writeRawValue(parameter.example());
        }
        json.writeEndObject();
    }

    /** @param schema where it is described, or null where the body is an object or a text of its own */
    private void content(String type, String schema) {
        json.writeObjectPropertyStart("content");
        json.writeObjectPropertyStart(type);
        json.writeObjectPropertyStart("schema");
        if (schema == null) {
            json.writeStringProperty("type", type.equals(Operation.JSON) ? "object" : "string");
        } else {
            json.writeStringProperty("$ref", schema);
        }
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void components() {
        json.writeObjectPropertyStart("components");
        json.writeObjectPropertyStart("securitySchemes");
        json.writeObjectPropertyStart("token");
        json.writeStringProperty("type", "http");
        json.writeStringProperty("scheme", "bearer");
        json.writeEndObject();
        json.writeEndObject();
        json.writeObjectPropertyStart("schemas");
        problem();
        json.writeEndObject();
        json.writeEndObject();
    }

    private void problem() {
        json.writeObjectPropertyStart("Problem");
        json.writeStringProperty("description", "RFC 9457");
        json.writeStringProperty("type", "object");
        json.writeArrayPropertyStart("required");
        for (String name : new String[] {"type", "title", "status", "code"}) {
            json.writeString(name);
        }
        json.writeEndArray();
        json.writeObjectPropertyStart("properties");
        for (String name : new String[] {"type", "title", "code", "detail", "where"}) {
            property(name, "string");
        }
        property("status", "integer");
        json.writeEndObject();
        json.writeEndObject();
    }

    private void property(String name, String type) {
        json.writeObjectPropertyStart(name);
        json.writeStringProperty("type", type);
        json.writeEndObject();
    }
}
