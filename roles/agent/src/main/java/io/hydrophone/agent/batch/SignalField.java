package io.hydrophone.agent.batch;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The fields of a batch and of a signal: in JSON by their name, in MessagePack by their number, which is never given to
 * another. docs/forwarder.md has the table.
 */
enum SignalField {
    AGENT(1),
    EPOCH(2),
    SEQUENCE(3),
    ACCEPTED(4),
    SIGNALS(5),
    TYPE(6),
    NAME(7),
    HOST(8),
    TAGS(9),
    TS(10),
    VALUE(11),
    INTERVAL_US(12),
    STATUS(13),
    MESSAGE(14),
    TITLE(15),
    TEXT(16),
    ALERT(17),
    LOW_PRIORITY(18),
    AGGREGATION_KEY(19),
    SOURCE_TYPE(20);

    private static final SignalField[] BY_NUMBER = new SignalField[21];
    private static final Map<String, SignalField> BY_LABEL = new HashMap<>();

    static {
        for (SignalField field : values()) {
            BY_NUMBER[field.number] = field;
            BY_LABEL.put(field.label, field);
        }
    }

    private final int number;
    private final String label;

    SignalField(int number) {
        this.number = number;
        this.label = name().toLowerCase(Locale.ROOT);
    }

    int number() {
        return number;
    }

    String label() {
        return label;
    }

    /** Null for one of a later version. */
    static SignalField of(long number) {
        return number > 0 && number < BY_NUMBER.length ? BY_NUMBER[(int) number] : null;
    }

    /** Null for one of a later version. */
    static SignalField of(String label) {
        return BY_LABEL.get(label);
    }
}
