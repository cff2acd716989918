package io.hydrophone.http;

import io.hydrophone.core.Problem;
import java.nio.charset.StandardCharsets;

/** What is answered: a status of HTTP, a type, and a body that is whole in memory, for answers here are small. */
public final class Answer {
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain;charset=utf-8";

    private final int status;
    private final String contentType;
    private final byte[] body;

    private Answer(int status, String contentType, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
    }

    public static Answer json(byte[] body) {
        return new Answer(200, JSON, body);
    }

    public static Answer text(String body) {
        return text(TEXT, body.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer text(String contentType, byte[] body) {
        return new Answer(200, contentType, body);
    }

    /** As problem+json (RFC 9457). */
    public static Answer problem(int status, Problem problem) {
        return new Answer(status, ProblemJson.CONTENT_TYPE, ProblemJson.of(status, problem));
    }

    int status() {
        return status;
    }

    String contentType() {
        return contentType;
    }

    byte[] body() {
        return body;
    }
}
