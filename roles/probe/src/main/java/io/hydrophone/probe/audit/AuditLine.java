package io.hydrophone.probe.audit;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** One line of the audit log: {@code ts} in microseconds since 1970, {@code who}, {@code what}, then what else is to be said. */
public final class AuditLine {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_TEXT = 1_024;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private final JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes);

    /**
     * Begins a line, of this moment.
     *
     * @param who the address of the client that asked
     * @param what a path with its parameters, or the name of a setting
     */
    public AuditLine(String who, String what) {
        json.writeStartObject();
        json.writeNumberProperty("ts", ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
        with("who", who);
        with("what", what);
    }

    /** Adds a text; null for none: the field is absent. */
    public AuditLine with(String name, String value) {
        if (value != null) {
            json.writeStringProperty(name, value.substring(0, Math.min(value.length(), MAX_TEXT)));
        }
        return this;
    }

    public AuditLine with(String name, boolean value) {
        json.writeBooleanProperty(name, value);
        return this;
    }

    /** Nothing is added after this. */
    byte[] bytes() {
        json.writeEndObject();
        json.close();
        bytes.write('\n');
        return bytes.toByteArray();
    }
}
