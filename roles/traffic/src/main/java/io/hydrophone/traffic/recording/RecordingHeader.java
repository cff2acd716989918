package io.hydrophone.traffic.recording;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The first block of a file, in the clear: JSON that says what this is, and how to read it.
 *
 * @param version major.minor of the format
 * @param recording the run of the recording; see {@link BlockSealer#recording}
 * @param file the file's number
 * @param keyId of the key, "" without one
 * @param metadata see {@link RecordingOptions#metadata}
 */
public record RecordingHeader(String version, String recording, long file, String keyId, Map<String, String> metadata) {
    /** Of the metadata of a replay's answers: the run that was replayed, whose numbers of sessions and commands they bear. */
    public static final String REPLAY_OF = "replay_of";

    private static final JsonFactory JSON = new JsonFactory();
    private static final String FORMAT = "hydrophone-recording";

    /** What an event of each kind consists of, as docs/recording-format.md explains it. */
    private static final String[][] EVENTS = {
        {
            "1",
            "session_begun: session, time, instance, client, client_port?, user, database, collation, capabilities, sql_mode, midstream, prepared (count, then statement_id and sql of each)"
        },
        {"2", "asked: session, number, time, flags (1 truncated), payload"},
        {"3", "uploaded: session, number, contents"},
        {
            "4",
            "answered: session, number, time, outcome (1 ok, 2 error, 3 lost, 4 aborted, 5 unfinished), error, sql_state, message, rows?, affected?, warnings?, status?, bytes_out?, latency?, total?, statement_id?, row_checksum?"
        },
        {"5", "session_over: session, time, how (0 unknown, 1 quit, 2 closed, 3 reset, 4 lost, 5 recording over)"},
        {
            "6",
            "losses: time, kernel_drops?, gaps?, lost_commands?, evicted_sessions?, encrypted_sessions?, unparsed?, sampled_out_sessions?, queue_full?"
        },
    };

    private static final String ENCODING =
            "numbers are LEB128; time is the zigzag difference in nanoseconds to the block's first time; ? is one more than the value, 0 unknown; texts and bytes begin with their length; an event is its kind, its length, its fields";

    byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("format", FORMAT);
            json.writeStringProperty("version", version);
            json.writeStringProperty("recording", recording);
            json.writeNumberProperty("file", file);
            json.writeStringProperty("compression", "zstd");
            if (!keyId.isEmpty()) {
                json.writeStringProperty("cipher", "AES-256-GCM");
                json.writeStringProperty("key_id", keyId);
            }
            json.writeObjectPropertyStart("metadata");
            new TreeMap<>(metadata).forEach(json::writeStringProperty);
            json.writeEndObject();
            json.writeStringProperty("encoding", ENCODING);
            json.writeObjectPropertyStart("events");
            for (String[] event : EVENTS) {
                json.writeStringProperty(event[0], event[1]);
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    /**
     * Reads a header; fields that are not known are passed over.
     *
     * @return null when this is none
     */
    static RecordingHeader decode(byte[] contents) {
        Map<String, String> fields = new TreeMap<>();
        Map<String, String> metadata = new TreeMap<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), contents)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return null;
            }
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value == JsonToken.START_OBJECT && name.equals("metadata")) {
                    metadata(json, metadata);
                } else if (value.isScalarValue()) {
                    fields.put(name, json.getString());
                } else {
                    json.skipChildren();
                }
            }
            return FORMAT.equals(fields.get("format"))
                    ? new RecordingHeader(
                            fields.getOrDefault("version", ""),
                            fields.getOrDefault("recording", ""),
                            Long.parseLong(fields.getOrDefault("file", "0")),
                            fields.getOrDefault("key_id", ""),
                            metadata)
                    : null;
        } catch (JacksonException | NumberFormatException e) {
            return null;
        }
    }

    private static void metadata(JsonParser json, Map<String, String> to) {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            if (json.nextToken().isScalarValue()) {
                to.put(name, json.getString());
            } else {
                json.skipChildren();
            }
        }
    }
}
