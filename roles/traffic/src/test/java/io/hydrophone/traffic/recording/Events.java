package io.hydrophone.traffic.recording;

import io.hydrophone.wire.Outcome;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Events as tests want them. */
public final class Events {
    public static final long START = 1_790_000_000_000_000_000L;

    private static final String[] TEXTS = {
        "", "app", "shop", "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES", "zehn ü", "例", "\ud83d\udc2c"
    };

    private Events() {}

    /** A command with a number of its own, at a time of its own. */
    public static Asked asked(long number) {
        return new Asked(1, number, START + number, ("\3SELECT " + number).getBytes(StandardCharsets.US_ASCII), false);
    }

    /** Any events, of all kinds. */
    public static List<TrafficEvent> random(long seed, int count) {
        Random random = new Random(seed);
        List<TrafficEvent> events = new ArrayList<>();
        long nanos = START;
        for (int i = 0; i < count; i++) {
            nanos = Math.max(0, nanos + random.nextLong(-1_000, 1_000_000));
            events.add(random(random, nanos));
        }
        return events;
    }

    private static TrafficEvent random(Random random, long nanos) {
        return switch (random.nextInt(8)) {
            case 0 ->
                new SessionBegun(
                        number(random),
                        nanos,
                        "db1:3306",
                        "192.0.2.7",
                        random.nextInt(-1, 65_536),
                        text(random),
                        text(random),
                        random.nextInt(400),
                        random.nextLong(),
                        text(random),
                        random.nextBoolean(),
                        prepared(random));
            case 1 -> new Uploaded(number(random), number(random), bytes(random));
            case 2 -> new SessionOver(number(random), nanos, SessionEnd.of(random.nextInt(6)));
            case 3 ->
                new Losses(
                        nanos,
                        unknownOr(random),
                        unknownOr(random),
                        unknownOr(random),
                        unknownOr(random),
                        unknownOr(random),
                        unknownOr(random),
                        unknownOr(random),
                        unknownOr(random));
            case 4, 5 -> new Asked(number(random), number(random), nanos, bytes(random), random.nextBoolean());
            default ->
                new Answered(
                        number(random),
                        number(random),
                        nanos,
                        EventKind.outcome(random.nextInt(1, 6)),
                        random.nextInt(65_536),
                        random.nextBoolean() ? "" : "42S02",
                        text(random),
                        unknownOr(random),
                        unknownOr(random),
                        random.nextInt(-1, 65_536),
                        random.nextInt(-1, 65_536),
                        unknownOr(random),
                        unknownOr(random),
                        unknownOr(random),
                        unknownOr(random),
                        unknownOr(random));
        };
    }

    public static Answered answered(long number) {
        return new Answered(1, number, START + number, Outcome.OK, 0, "", "", 1, 0, 0, 2, 64, 90_000, 120_000, -1, -1);
    }

    /** Tells an event as a listener does. */
    public static void tell(TrafficEvent event, TrafficSink to) {
        switch (event) {
            case SessionBegun begun -> to.sessionBegun(begun);
            case Asked a ->
                to.asked(a.session(), a.number(), a.nanos(), a.payload(), 0, a.payload().length, a.truncated());
            case Uploaded u -> to.uploaded(u.session(), u.number(), u.contents(), 0, u.contents().length);
            case Answered answered -> to.answered(answered);
            case SessionOver over -> to.sessionOver(over.session(), over.nanos(), over.how());
            case Losses losses -> to.losses(losses);
        }
    }

    /** What events consist of, to be compared: an array is equal to itself only. */
    static List<List<Object>> values(List<? extends TrafficEvent> events) {
        return events.stream().map(event -> values((Record) event)).toList();
    }

    private static List<Object> values(Record record) {
        List<Object> values = new ArrayList<>();
        values.add(record.getClass());
        try {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                values.add(
                        switch (component.getAccessor().invoke(record)) {
                            case byte[] bytes -> ByteBuffer.wrap(bytes);
                            case List<?> list ->
                                list.stream()
                                        .map(element -> values((Record) element))
                                        .toList();
                            case Object value -> value;
                        });
            }
            return values;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<TrafficEvent> decode(EventEncoder block) {
        return all(new EventDecoder(block.array(), block.length(), block.firstNanos(), "block"));
    }

    static List<TrafficEvent> all(EventDecoder decoder) {
        List<TrafficEvent> events = new ArrayList<>();
        for (TrafficEvent event = decoder.next(); event != null; event = decoder.next()) {
            events.add(event);
        }
        return events;
    }

    /** All that is left to read. */
    static List<TrafficEvent> all(RecordingReader reader) throws InterruptedException {
        List<TrafficEvent> events = new ArrayList<>();
        for (TrafficEvent event = reader.next(Duration.ZERO); event != null; event = reader.next(Duration.ZERO)) {
            events.add(event);
        }
        return events;
    }

    /** The numbers of all commands, in the recording's order; none of anything that is damaged. */
    static List<Long> numbers(Path recording) throws InterruptedException {
        try (RecordingReader reader = RecordingReader.open(recording, List.of(), problem -> {})) {
            return numbers(all(reader));
        }
    }

    static List<Long> numbers(List<TrafficEvent> events) {
        return events.stream()
                .filter(Asked.class::isInstance)
                .map(event -> ((Asked) event).number())
                .toList();
    }

    private static List<PreparedBefore> prepared(Random random) {
        List<PreparedBefore> prepared = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            prepared.add(new PreparedBefore(random.nextLong(1L << 32), bytes(random)));
        }
        return prepared;
    }

    private static String text(Random random) {
        return TEXTS[random.nextInt(TEXTS.length)];
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(10) == 0 ? random.nextInt(40_000) : random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static long number(Random random) {
        return random.nextLong() >>> random.nextInt(1, 64);
    }

    private static long unknownOr(Random random) {
        return random.nextInt(4) == 0 ? -1 : number(random);
    }
}
