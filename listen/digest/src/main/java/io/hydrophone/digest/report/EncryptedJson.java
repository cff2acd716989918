package io.hydrophone.digest.report;

import io.hydrophone.wire.EncryptedSessions;
import tools.jackson.core.JsonGenerator;

/** The sessions that could not be heard because of encryption, as JSON. */
public final class EncryptedJson {
    private EncryptedJson() {}

    /** Writes them as the property {@code encrypted} of the current object: an array, most sessions first. */
    public static void write(EncryptedSessions encrypted, JsonGenerator json) {
        json.writeArrayPropertyStart("encrypted");
        for (EncryptedSessions.Line line : encrypted.lines()) {
            json.writeStartObject();
            json.writeStringProperty("client", line.client());
            json.writeStringProperty("server", line.server());
            if (!line.serverVersion().isEmpty()) {
                json.writeStringProperty("server_version", line.serverVersion());
            }
            json.writeNumberProperty("sessions", line.sessions());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
