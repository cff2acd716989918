package io.hydrophone.http;

import io.hydrophone.core.Problem;
import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A problem for machines, RFC 9457. {@code type} is the problem's code as a relative reference, {@code title} its
 * message, {@code detail} what to do; {@code code} and {@code where} are members of ours.
 */
final class ProblemJson {
    static final String CONTENT_TYPE = "application/problem+json";

    private static final JsonFactory FACTORY = new JsonFactory();

    private ProblemJson() {}

    static byte[] of(int status, Problem problem) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("type", "/problems/" + problem.code());
            json.writeStringProperty("title", problem.message());
            json.writeNumberProperty("status", status);
            json.writeStringProperty("code", problem.code());
            if (!problem.action().isEmpty()) {
                json.writeStringProperty("detail", problem.action());
            }
            if (!problem.where().isEmpty()) {
                json.writeStringProperty("where", problem.where());
            }
            json.writeEndObject();
        }
        return out.toByteArray();
    }
}
