package io.hydrophone.agent.intake;

import io.hydrophone.core.Sample;
import io.hydrophone.core.SampleKind;
import io.hydrophone.core.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A sample whose fields come in any order. */
final class SampleDraft {
    private static final int MAX_NAME = 500;
    private static final double MAX_INTERVAL_SECONDS = 366 * 86_400;

    String name = "";
    String host = "";
    SampleKind kind = SampleKind.GAUGE;
    final List<String> tags = new ArrayList<>();
    double intervalSeconds;
    /** Of the time at which it came, where it brings none. */
    long ts;

    double value = Double.NaN;

    SampleDraft(long now) {
        ts = now;
    }

    /** Datadog's and open-falcon's words; open-falcon's counter is a total. */
    void kind(String word, JsonIn in) {
        kind = switch (word.toLowerCase(Locale.ROOT)) {
            case "", "gauge" -> SampleKind.GAUGE;
            case "rate" -> SampleKind.RATE;
            case "count" -> SampleKind.COUNT;
            case "counter", "total", "monotonic_count" -> SampleKind.TOTAL;
            default -> throw in.problem("this should be gauge, rate, count or counter");
        };
    }

    void interval(double seconds, JsonIn in) {
        if (seconds < 0 || seconds > MAX_INTERVAL_SECONDS) {
            throw in.problem("this should be seconds");
        }
        intervalSeconds = seconds;
    }

    /** @throws io.hydrophone.core.ProblemException when it lacks what it needs */
    Sample sample(JsonIn in) {
        if (name.isBlank() || name.length() > MAX_NAME) {
            throw in.problem("this has no name of a metric, of 1 to " + MAX_NAME + " characters");
        }
        if (Double.isNaN(value)) {
            throw in.problem("this has no value");
        }
        Duration interval = Duration.ofMillis(Math.round(intervalSeconds * 1_000));
        return new Sample(name.strip(), Tags.of(tags), host, value, ts, kind, interval);
    }
}
