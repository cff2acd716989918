package io.hydrophone.traffic.replay;

import io.hydrophone.traffic.recording.PreparedBefore;
import io.hydrophone.traffic.recording.SessionBegun;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A checkpoint as JSON: texts of statements in base64, because they need not be UTF-8; 64-bit numbers as strings. */
final class CheckpointJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String FORMAT = "hydrophone-replay-checkpoint";
    private static final String VERSION = "1";

    private CheckpointJson() {}

    static byte[] encode(Checkpoint checkpoint) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeStringProperty("format", FORMAT);
            json.writeStringProperty("version", VERSION);
            json.writeStringProperty("source", checkpoint.source());
            json.writeStringProperty("target", checkpoint.target());
            number(json, "done_ns", checkpoint.doneNanos());
            json.writeArrayPropertyStart("sessions");
            checkpoint.sessions().forEach(session -> session(json, session));
            json.writeEndArray();
            json.writeArrayPropertyStart("ended");
            for (Checkpoint.Ended ended : checkpoint.ended()) {
                json.writeStartObject();
                number(json, "session", ended.session());
                number(json, "begun_ns", ended.begunNanos());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    private static void session(JsonGenerator json, SessionState state) {
        SessionBegun begun = state.begun();
        json.writeStartObject();
        number(json, "session", begun.session());
        number(json, "begun_ns", begun.nanos());
        number(json, "last_number", state.lastNumber());
        json.writeStringProperty("instance", begun.instance());
        json.writeStringProperty("client", begun.client());
        number(json, "client_port", begun.clientPort());
        json.writeStringProperty("user", begun.user());
        json.writeStringProperty("database", begun.database());
        number(json, "collation", begun.collation());
        number(json, "capabilities", begun.capabilities());
        json.writeStringProperty("sql_mode", begun.sqlMode());
        json.writeArrayPropertyStart("prepared");
        for (PreparedBefore prepared : begun.prepared()) {
            json.writeStartObject();
            number(json, "statement_id", prepared.statementId());
            json.writeStringProperty("sql_b64", Base64.getEncoder().encodeToString(prepared.sql()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayPropertyStart("settings");
        for (byte[] setting : state.settings()) {
            json.writeStartObject();
            json.writeStringProperty("sql_b64", Base64.getEncoder().encodeToString(setting));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String name, long value) {
        json.writeStringProperty(name, Long.toString(value));
    }

    /**
     * Reads a checkpoint; fields that are not known are passed over.
     *
     * @return null when this is none, or one of another version
     */
    static Checkpoint decode(byte[] contents) {
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), contents)) {
            Fields all = json.nextToken() == JsonToken.START_OBJECT ? Fields.read(json) : null;
            if (all == null || !FORMAT.equals(all.text("format")) || !VERSION.equals(all.text("version"))) {
                return null;
            }
            return new Checkpoint(
                    all.text("source"),
                    all.text("target"),
                    all.number("done_ns"),
                    all.list("sessions").stream().map(CheckpointJson::session).toList(),
                    all.list("ended").stream()
                            .map(one -> new Checkpoint.Ended(one.number("session"), one.number("begun_ns")))
                            .toList());
        } catch (JacksonException | IllegalArgumentException e) {
            return null;
        }
    }

    private static SessionState session(Fields of) {
        List<PreparedBefore> prepared = of.list("prepared").stream()
                .map(one -> new PreparedBefore(one.number("statement_id"), one.bytes("sql_b64")))
                .toList();
        SessionBegun begun = new SessionBegun(
                of.number("session"),
                of.number("begun_ns"),
                of.text("instance"),
                of.text("client"),
                Math.toIntExact(of.number("client_port")),
                of.text("user"),
                of.text("database"),
                Math.toIntExact(of.number("collation")),
                of.number("capabilities"),
                of.text("sql_mode"),
                true,
                prepared);
        List<byte[]> settings =
                of.list("settings").stream().map(one -> one.bytes("sql_b64")).toList();
        return new SessionState(begun, of.number("last_number"), settings);
    }

    /** An object's texts, and its lists of objects. */
    private record Fields(Map<String, String> texts, Map<String, List<Fields>> lists) {
        /** Nested no deeper than a checkpoint is. */
        private static final int DEEPEST = 4;

        static Fields read(JsonParser json) {
            return read(json, 0);
        }

        private static Fields read(JsonParser json, int depth) {
            if (depth > DEEPEST) {
                throw new IllegalArgumentException("too deep");
            }
            Fields fields = new Fields(new HashMap<>(), new HashMap<>());
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                if (value == JsonToken.START_ARRAY) {
                    List<Fields> list = new ArrayList<>();
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        list.add(read(json, depth + 1));
                    }
                    if (json.currentToken() != JsonToken.END_ARRAY) {
                        throw new IllegalArgumentException(name);
                    }
                    fields.lists.put(name, list);
                } else if (value == JsonToken.VALUE_STRING) {
                    fields.texts.put(name, json.getString());
                } else {
                    json.skipChildren();
                }
            }
            return fields;
        }

        String text(String name) {
            return texts.getOrDefault(name, "");
        }

        /** @throws IllegalArgumentException when it is none */
        long number(String name) {
            return Long.parseLong(text(name));
        }

        byte[] bytes(String name) {
            return Base64.getDecoder().decode(text(name));
        }

        List<Fields> list(String name) {
            return lists.getOrDefault(name, List.of());
        }
    }
}
