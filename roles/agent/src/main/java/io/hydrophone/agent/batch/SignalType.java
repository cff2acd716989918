package io.hydrophone.agent.batch;

import io.hydrophone.core.Event;
import io.hydrophone.core.Sample;
import io.hydrophone.core.SampleKind;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Signal;
import java.util.Locale;

/** What a signal is, in a batch: in JSON by its name in lower case, in MessagePack by its number. */
enum SignalType {
    GAUGE(0, SampleKind.GAUGE),
    RATE(1, SampleKind.RATE),
    COUNT(2, SampleKind.COUNT),
    TOTAL(3, SampleKind.TOTAL),
    CHECK(4, null),
    EVENT(5, null);

    private static final SignalType[] BY_NUMBER = {GAUGE, RATE, COUNT, TOTAL, CHECK, EVENT};

    private final int number;
    /** Null for what is no sample. */
    private final SampleKind kind;

    SignalType(int number, SampleKind kind) {
        this.number = number;
        this.kind = kind;
    }

    static SignalType of(Signal signal) {
        return switch (signal) {
            case Sample sample ->
                switch (sample.kind()) {
                    case GAUGE -> GAUGE;
                    case RATE -> RATE;
                    case COUNT -> COUNT;
                    case TOTAL -> TOTAL;
                };
            case ServiceCheck check -> CHECK;
            case Event event -> EVENT;
        };
    }

    int number() {
        return number;
    }

    SampleKind kind() {
        return kind;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Null for one of a later version. */
    static SignalType of(long number) {
        return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[(int) number] : null;
    }

    /** Null for one of a later version. */
    static SignalType of(String label) {
        for (SignalType type : BY_NUMBER) {
            if (type.label().equals(label)) {
                return type;
            }
        }
        return null;
    }
}
