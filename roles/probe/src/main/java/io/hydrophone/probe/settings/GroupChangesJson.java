package io.hydrophone.probe.settings;

import io.hydrophone.core.ProblemException;
import io.hydrophone.wire.SampleRatio;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * {@link GroupChanges} as nodes tell and keep them:
 * {@code {"settings":[{"ts":1795305600000000,"node":"db7","who":"10.0.0.9","persist":false,"report_period_ms":5000}]}}. Fields
 * that are not known are passed over.
 */
public final class GroupChangesJson {
    /** The property of the message. */
    public static final String PROPERTY = "settings";

    /** Three settings are changed by three changes at most. */
    private static final int MAX_CHANGES = 16;

    private static final int MAX_TEXT = 64 << 10;
    private static final int MAX_NAME = 255;
    private static final JsonFactory JSON = new JsonFactory();

    private GroupChangesJson() {}

    /** The whole message. */
    public static String write(GroupChanges changes) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            write(changes, json);
            json.writeEndObject();
        }
        return text.toString();
    }

    /** The property alone. */
    static void write(GroupChanges changes, JsonGenerator json) {
        json.writeArrayPropertyStart(PROPERTY);
        changes.all().forEach(change -> write(change, json));
        json.writeEndArray();
    }

    private static void write(GroupChange change, JsonGenerator json) {
        json.writeStartObject();
        json.writeNumberProperty("ts", change.stamp().micros());
        json.writeStringProperty("node", change.stamp().node());
        json.writeStringProperty("who", change.who());
        json.writeBooleanProperty("persist", change.persist());
        write(change.change(), json);
        json.writeEndObject();
    }

    /** The settings that are changed, as properties. */
    public static void write(SettingsChange change, JsonGenerator json) {
        if (change.interval() != null) {
            json.writeNumberProperty(SettingsChange.INTERVAL, change.interval().toMillis());
        }
        if (change.slowThreshold() != null) {
            json.writeNumberProperty(
                    SettingsChange.SLOW_THRESHOLD, change.slowThreshold().toMillis());
        }
        if (change.sample() != null) {
            json.writeStringProperty(SettingsChange.SAMPLE, change.sample().toString());
        }
    }

    /**
     * Reads a whole message; one about something else holds none.
     *
     * @throws IOException saying what is wrong with it
     */
    public static GroupChanges read(String text) throws IOException {
        if (text.length() > MAX_TEXT) {
            throw new IOException("more than " + MAX_TEXT + " characters");
        }
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), text)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no JSON object");
            }
            GroupChanges changes = GroupChanges.NONE;
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                in.nextToken();
                if (name.equals(PROPERTY)) {
                    changes = read(in);
                } else {
                    in.skipChildren();
                }
            }
            return changes;
        } catch (JacksonException e) {
            throw new IOException("no JSON", e);
        }
    }

    /**
     * Reads the list itself, from its first token to its last.
     *
     * @throws IOException saying what is wrong with it
     */
    public static GroupChanges read(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            throw new IOException("settings are no list");
        }
        List<GroupChange> changes = new ArrayList<>();
        for (JsonToken each = in.nextToken(); each != JsonToken.END_ARRAY; each = in.nextToken()) {
            if (each != JsonToken.START_OBJECT || changes.size() == MAX_CHANGES) {
                throw new IOException("no object, or too many");
            }
            changes.add(change(in));
        }
        return GroupChanges.of(changes);
    }

    private static GroupChange change(JsonParser in) throws IOException {
        long micros = -1;
        String node = "";
        String who = "";
        boolean persist = false;
        Duration interval = null;
        Duration slow = null;
        SampleRatio sample = null;
        try {
            for (String name = in.nextName(); name != null; name = in.nextName()) {
                JsonToken value = in.nextToken();
                switch (name) {
                    case "ts" -> micros = number(in, value, name);
                    case "node" -> node = text(in, value, name);
                    case "who" -> who = text(in, value, name);
                    case "persist" -> persist = value == JsonToken.VALUE_TRUE;
                    case SettingsChange.INTERVAL -> interval = Duration.ofMillis(number(in, value, name));
                    case SettingsChange.SLOW_THRESHOLD -> slow = Duration.ofMillis(number(in, value, name));
                    case SettingsChange.SAMPLE -> sample = SampleRatio.parse(text(in, value, name));
                    default -> in.skipChildren();
                }
            }
            return new GroupChange(new Stamp(micros, node), who, persist, new SettingsChange(interval, slow, sample));
        } catch (IllegalArgumentException | ProblemException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static long number(JsonParser in, JsonToken value, String name) throws IOException {
        if (value != JsonToken.VALUE_NUMBER_INT) {
            throw new IOException(name + " is no whole number");
        }
        return in.getLongValue();
    }

    /** It is shown to people, and compared. */
    private static String text(JsonParser in, JsonToken value, String name) throws IOException {
        String text = value == JsonToken.VALUE_STRING ? in.getString() : null;
        if (text == null || text.length() > MAX_NAME || text.chars().anyMatch(Character::isISOControl)) {
            throw new IOException(name + " is no text of up to " + MAX_NAME + " visible characters");
        }
        return text;
    }
}
