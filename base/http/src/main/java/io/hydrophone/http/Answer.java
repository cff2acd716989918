package io.hydrophone.http;

import io.hydrophone.core.Problem;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;

/** What is answered: a status of HTTP, a type, and a body that is whole in memory, for most answers are small; or an open file. */
public final class Answer {
    private static final String JSON = "application/json";
    private static final String TEXT = "text/plain;charset=utf-8";

    private final int status;
    private final String contentType;
    private final byte[] body;
    private final FileChannel file;

    private Answer(int status, String contentType, byte[] body) {
        this.status = status;
        this.contentType = contentType;
        this.body = body;
        this.file = null;
    }

    private Answer(String contentType, FileChannel file) {
        this.status = 200;
        this.contentType = contentType;
        this.body = new byte[0];
        this.file = file;
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

    /** What was sent is taken, and will be dealt with. */
    public static Answer accepted(byte[] json) {
        return new Answer(202, JSON, json);
    }

    /**
     * A file as it is now, or the part of it that a Range header asks for, sent a portion at a time.
     *
     * @param file closed when it was sent
     */
    public static Answer file(String contentType, FileChannel file) {
        return new Answer(contentType, file);
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

    /** Null when the body is in memory. */
    FileChannel file() {
        return file;
    }
}
