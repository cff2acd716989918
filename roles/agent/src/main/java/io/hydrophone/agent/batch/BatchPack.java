package io.hydrophone.agent.batch;

import io.hydrophone.core.Event;
import io.hydrophone.core.Sample;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Signal;
import io.hydrophone.core.Tags;
import io.hydrophone.core.msgpack.MalformedPack;
import io.hydrophone.core.msgpack.PackReader;
import io.hydrophone.core.msgpack.PackWriter;
import java.util.ArrayList;
import java.util.List;

/** A batch in MessagePack: what the queue keeps, and what a console is sent. */
public final class BatchPack {
    public static final String CONTENT_TYPE = "application/msgpack";

    /** Of one text. */
    static final int MAX_TEXT_BYTES = 256 << 10;

    private BatchPack() {}

    public static byte[] write(Batch batch) {
        PackWriter out = new PackWriter(64 + 64 * batch.signals().size());
        out.map(5);
        text(out, SignalField.AGENT, batch.key().agent());
        key(out, SignalField.EPOCH);
        out.integer(batch.key().epoch());
        key(out, SignalField.SEQUENCE);
        out.integer(batch.key().sequence());
        key(out, SignalField.ACCEPTED);
        out.integer(batch.accepted());
        key(out, SignalField.SIGNALS);
        out.array(batch.signals().size());
        batch.signals().forEach(signal -> write(out, signal));
        return out.bytes();
    }

    private static void write(PackWriter out, Signal signal) {
        int map = out.openMap();
        key(out, SignalField.TYPE);
        out.integer(SignalType.of(signal).number());
        key(out, SignalField.TS);
        out.integer(signal.ts());
        int fields = 2 + nonEmpty(out, SignalField.HOST, signal.host());
        fields += switch (signal) {
            case Sample sample -> sample(out, sample);
            case ServiceCheck check -> check(out, check);
            case Event event -> event(out, event);
        };
        out.close(map, fields);
    }

    private static int sample(PackWriter out, Sample sample) {
        text(out, SignalField.NAME, sample.name());
        key(out, SignalField.VALUE);
        out.number(sample.value());
        int fields = 2 + tags(out, sample.tags());
        if (!sample.interval().isZero()) {
            key(out, SignalField.INTERVAL_US);
            out.integer(sample.interval().toNanos() / 1_000);
            fields++;
        }
        return fields;
    }

    private static int check(PackWriter out, ServiceCheck check) {
        text(out, SignalField.NAME, check.name());
        key(out, SignalField.STATUS);
        out.integer(check.status().number());
        return 2 + tags(out, check.tags()) + nonEmpty(out, SignalField.MESSAGE, check.message());
    }

    private static int event(PackWriter out, Event event) {
        text(out, SignalField.TITLE, event.title());
        text(out, SignalField.TEXT, event.text());
        text(out, SignalField.ALERT, event.alert().label());
        int fields = 3 + tags(out, event.tags());
        if (event.lowPriority()) {
            key(out, SignalField.LOW_PRIORITY);
            out.flag(true);
            fields++;
        }
        return fields
                + nonEmpty(out, SignalField.AGGREGATION_KEY, event.aggregationKey())
                + nonEmpty(out, SignalField.SOURCE_TYPE, event.sourceType());
    }

    private static int tags(PackWriter out, Tags tags) {
        if (tags.isEmpty()) {
            return 0;
        }
        key(out, SignalField.TAGS);
        List<String> texts = tags.texts();
        out.array(texts.size());
        texts.forEach(out::text);
        return 1;
    }

    private static int nonEmpty(PackWriter out, SignalField field, String value) {
        if (value.isEmpty()) {
            return 0;
        }
        text(out, field, value);
        return 1;
    }

    private static void text(PackWriter out, SignalField field, String value) {
        key(out, field);
        out.text(value);
    }

    private static void key(PackWriter out, SignalField field) {
        out.integer(field.number());
    }

    /**
     * Reads a batch. Fields and types that are not known are passed over, and so are signals that lack what they need.
     *
     * @throws MalformedPack when it is none
     */
    public static Batch read(byte[] bytes, int offset, int length) {
        PackReader in = new PackReader(bytes, offset, length);
        String agent = "";
        long epoch = 0;
        long sequence = 0;
        long accepted = 0;
        List<Signal> signals = new ArrayList<>();
        for (int left = in.map(); left > 0; left--) {
            switch (field(in)) {
                case AGENT -> agent = in.text(MAX_TEXT_BYTES);
                case EPOCH -> epoch = in.integer();
                case SEQUENCE -> sequence = in.integer();
                case ACCEPTED -> accepted = in.integer();
                case SIGNALS -> signals(in, signals);
                case null, default -> in.skip();
            }
        }
        return new Batch(new BatchKey(agent, epoch, sequence), accepted, signals);
    }

    private static void signals(PackReader in, List<Signal> into) {
        for (int left = in.array(); left > 0; left--) {
            Signal signal = signal(in);
            if (signal != null) {
                into.add(signal);
            }
        }
    }

    private static Signal signal(PackReader in) {
        SignalDraft draft = new SignalDraft();
        for (int left = in.map(); left > 0; left--) {
            switch (field(in)) {
                case TYPE -> draft.type = SignalType.of(in.integer());
                case NAME -> draft.name = in.text(MAX_TEXT_BYTES);
                case HOST -> draft.host = in.text(MAX_TEXT_BYTES);
                case TAGS -> {
                    for (int tags = in.array(); tags > 0; tags--) {
                        draft.tags.add(in.text(MAX_TEXT_BYTES));
                    }
                }
                case TS -> draft.ts = in.integer();
                case VALUE -> draft.value = in.number();
                case INTERVAL_US -> draft.intervalMicros = in.integer();
                case STATUS -> draft.status = in.integer();
                case MESSAGE -> draft.message = in.text(MAX_TEXT_BYTES);
                case TITLE -> draft.title = in.text(MAX_TEXT_BYTES);
                case TEXT -> draft.text = in.text(MAX_TEXT_BYTES);
                case ALERT -> draft.alert = in.text(MAX_TEXT_BYTES);
                case LOW_PRIORITY -> draft.lowPriority = in.flag();
                case AGGREGATION_KEY -> draft.aggregationKey = in.text(MAX_TEXT_BYTES);
                case SOURCE_TYPE -> draft.sourceType = in.text(MAX_TEXT_BYTES);
                case null, default -> in.skip();
            }
        }
        return draft.signal();
    }

    /** Null for a field of a later version. */
    private static SignalField field(PackReader in) {
        if (in.isInteger()) {
            return SignalField.of(in.integer());
        }
        in.skip();
        return null;
    }
}
