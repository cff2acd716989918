package io.hydrophone.digest.report;

import io.hydrophone.wire.DataStream;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** What servers sent by themselves: replication and copies. */
public final class JsonStreams {
    private JsonStreams() {}

    /** Writes the property {@code streams}, an array; what is unknown is left out. */
    public static void write(List<DataStream> streams, JsonGenerator json) {
        json.writeArrayPropertyStart("streams");
        for (DataStream stream : streams) {
            json.writeStartObject();
            json.writeStringProperty("kind", stream.kind().label());
            json.writeStringProperty("server", stream.instance());
            json.writeStringProperty("client", stream.client());
            if (!stream.user().isEmpty()) {
                json.writeStringProperty("user", stream.user());
            }
            if (stream.serverId() >= 0) {
                json.writeNumberProperty("server_id", stream.serverId());
            }
            if (!stream.file().isEmpty()) {
                json.writeStringProperty("file", stream.file());
            }
            if (stream.position() >= 0) {
                json.writeNumberProperty("position", stream.position());
            }
            json.writeNumberProperty("ts", stream.startNanos() / 1_000);
            json.writeNumberProperty("bytes", stream.bytes());
            json.writeBooleanProperty("open", stream.open());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
