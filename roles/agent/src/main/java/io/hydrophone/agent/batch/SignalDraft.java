package io.hydrophone.agent.batch;

import io.hydrophone.core.Event;
import io.hydrophone.core.Sample;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Signal;
import io.hydrophone.core.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A signal whose fields come in any order. */
final class SignalDraft {
    private static final Event.Alert[] ALERTS = Event.Alert.values();
    private static final long MAX_INTERVAL_MICROS = Duration.ofDays(3_650).toSeconds() * 1_000_000;

    SignalType type;
    String name = "";
    String host = "";
    final List<String> tags = new ArrayList<>();
    long ts;
    double value = Double.NaN;
    long intervalMicros;
    long status = ServiceCheck.Status.UNKNOWN.number();
    String message = "";
    String title = "";
    String text = "";
    String alert = "";
    boolean lowPriority;
    String aggregationKey = "";
    String sourceType = "";

    /** Null when it lacks what its type needs, or is of a type that is not known. */
    Signal signal() {
        if (type == null) {
            return null;
        }
        return switch (type) {
            case CHECK ->
                name.isEmpty() ? null : new ServiceCheck(name, statusOf(status), Tags.of(tags), host, ts, message);
            case EVENT ->
                new Event(title, text, Tags.of(tags), host, ts, alert(), lowPriority, aggregationKey, sourceType);
            default -> sample();
        };
    }

    private Sample sample() {
        boolean isSample = !name.isEmpty()
                && Double.isFinite(value)
                && intervalMicros >= 0
                && intervalMicros <= MAX_INTERVAL_MICROS;
        return isSample
                ? new Sample(
                        name, Tags.of(tags), host, value, ts, type.kind(), Duration.ofNanos(intervalMicros * 1_000))
                : null;
    }

    private static ServiceCheck.Status statusOf(long number) {
        return ServiceCheck.Status.of(Math.clamp(number, -1, 4));
    }

    private Event.Alert alert() {
        for (Event.Alert known : ALERTS) {
            if (known.label().equals(alert)) {
                return known;
            }
        }
        return Event.Alert.INFO;
    }
}
