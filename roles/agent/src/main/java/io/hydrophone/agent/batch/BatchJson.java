package io.hydrophone.agent.batch;

import io.hydrophone.core.Event;
import io.hydrophone.core.Sample;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Signal;
import io.hydrophone.core.Tags;
import io.hydrophone.core.msgpack.PackWriter;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** A batch in JSON: the same fields as {@link BatchPack}'s, by their names; epoch and sequence as texts. */
public final class BatchJson {
    public static final String CONTENT_TYPE = "application/json";

    private static final JsonFactory FACTORY = new JsonFactory();

    private BatchJson() {}

    public static byte[] write(Batch batch) {
        ByteArrayOutputStream out =
                new ByteArrayOutputStream(128 + 160 * batch.signals().size());
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            text(json, SignalField.AGENT, batch.key().agent());
            text(json, SignalField.EPOCH, Long.toString(batch.key().epoch()));
            text(json, SignalField.SEQUENCE, Long.toString(batch.key().sequence()));
            json.writeNumberProperty(SignalField.ACCEPTED.label(), batch.accepted());
            json.writeArrayPropertyStart(SignalField.SIGNALS.label());
            batch.signals().forEach(signal -> write(json, signal));
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toByteArray();
    }

    /** One signal as an object. */
    public static void write(JsonGenerator json, Signal signal) {
        json.writeStartObject();
        text(json, SignalField.TYPE, SignalType.of(signal).label());
        switch (signal) {
            case Sample sample -> {
                text(json, SignalField.NAME, sample.name());
                number(json, sample.value());
                if (!sample.interval().isZero()) {
                    json.writeNumberProperty(
                            SignalField.INTERVAL_US.label(), sample.interval().toNanos() / 1_000);
                }
                tags(json, sample.tags());
            }
            case ServiceCheck check -> {
                text(json, SignalField.NAME, check.name());
                json.writeNumberProperty(
                        SignalField.STATUS.label(), check.status().number());
                nonEmpty(json, SignalField.MESSAGE, check.message());
                tags(json, check.tags());
            }
            case Event event -> {
                text(json, SignalField.TITLE, event.title());
                text(json, SignalField.TEXT, event.text());
                text(json, SignalField.ALERT, event.alert().label());
                if (event.lowPriority()) {
                    json.writeBooleanProperty(SignalField.LOW_PRIORITY.label(), true);
                }
                nonEmpty(json, SignalField.AGGREGATION_KEY, event.aggregationKey());
                nonEmpty(json, SignalField.SOURCE_TYPE, event.sourceType());
                tags(json, event.tags());
            }
        }
        nonEmpty(json, SignalField.HOST, signal.host());
        json.writeNumberProperty(SignalField.TS.label(), signal.ts());
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, double value) {
        if (PackWriter.isWhole(value)) {
            json.writeNumberProperty(SignalField.VALUE.label(), (long) value);
        } else {
            json.writeNumberProperty(SignalField.VALUE.label(), value);
        }
    }

    private static void tags(JsonGenerator json, Tags tags) {
        if (!tags.isEmpty()) {
            json.writeArrayPropertyStart(SignalField.TAGS.label());
            tags.texts().forEach(json::writeString);
            json.writeEndArray();
        }
    }

    private static void nonEmpty(JsonGenerator json, SignalField field, String value) {
        if (!value.isEmpty()) {
            text(json, field, value);
        }
    }

    private static void text(JsonGenerator json, SignalField field, String value) {
        json.writeStringProperty(field.label(), value);
    }

    /**
     * Reads a batch. Fields and types that are not known are passed over, and so are signals that lack what they need.
     *
     * @throws JacksonException when it is no JSON, or a field is of another type
     */
    public static Batch read(byte[] bytes) {
        String agent = "";
        long epoch = 0;
        long sequence = 0;
        long accepted = 0;
        List<Signal> signals = new ArrayList<>();
        try (JsonParser json = FACTORY.createParser(ObjectReadContext.empty(), bytes)) {
            expect(json, json.nextToken() == JsonToken.START_OBJECT, "an object");
            while (json.nextToken() == JsonToken.PROPERTY_NAME) {
                SignalField field = SignalField.of(json.currentName());
                JsonToken value = json.nextToken();
                switch (field) {
                    case AGENT -> agent = text(json);
                    case EPOCH -> epoch = id(json);
                    case SEQUENCE -> sequence = id(json);
                    case ACCEPTED -> accepted = json.getLongValue();
                    case SIGNALS -> {
                        expect(json, value == JsonToken.START_ARRAY, "a list");
                        signals(json, signals);
                    }
                    case null, default -> json.skipChildren();
                }
            }
        }
        return new Batch(new BatchKey(agent, epoch, sequence), accepted, signals);
    }

    private static void signals(JsonParser json, List<Signal> into) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json, json.currentToken() == JsonToken.START_OBJECT, "an object");
            Signal signal = signal(json);
            if (signal != null) {
                into.add(signal);
            }
        }
    }

    private static Signal signal(JsonParser json) {
        SignalDraft draft = new SignalDraft();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            SignalField field = SignalField.of(json.currentName());
            JsonToken value = json.nextToken();
            switch (field) {
                case TYPE -> draft.type = SignalType.of(text(json));
                case NAME -> draft.name = text(json);
                case HOST -> draft.host = text(json);
                case TAGS -> {
                    expect(json, value == JsonToken.START_ARRAY, "a list");
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        draft.tags.add(text(json));
                    }
                }
                case TS -> draft.ts = json.getLongValue();
                case VALUE -> draft.value = json.getDoubleValue();
                case INTERVAL_US -> draft.intervalMicros = json.getLongValue();
                case STATUS -> draft.status = json.getLongValue();
                case MESSAGE -> draft.message = text(json);
                case TITLE -> draft.title = text(json);
                case TEXT -> draft.text = text(json);
                case ALERT -> draft.alert = text(json);
                case LOW_PRIORITY -> draft.lowPriority = json.getBooleanValue();
                case AGGREGATION_KEY -> draft.aggregationKey = text(json);
                case SOURCE_TYPE -> draft.sourceType = text(json);
                case null, default -> json.skipChildren();
            }
        }
        return draft.signal();
    }

    private static String text(JsonParser json) {
        expect(json, json.currentToken() == JsonToken.VALUE_STRING, "a text");
        return json.getString();
    }

    private static long id(JsonParser json) {
        try {
            return Long.parseLong(text(json));
        } catch (NumberFormatException e) {
            throw new StreamReadException(json, "no number of 64 bits", e);
        }
    }

    private static void expect(JsonParser json, boolean holds, String what) {
        if (!holds) {
            throw new StreamReadException(json, "this should be " + what);
        }
    }
}
