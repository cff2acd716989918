package io.hydrophone.probe.settings;

import io.hydrophone.core.ProblemException;
import io.hydrophone.http.HttpRequest;
import io.hydrophone.wire.SampleRatio;
import java.time.Duration;
import java.util.List;

/**
 * What shall be changed while a node runs; null is left as it is.
 *
 * @param interval whole seconds, 1 s to 1 h
 * @param slowThreshold 0 to 1 h
 */
public record SettingsChange(Duration interval, Duration slowThreshold, SampleRatio sample) {
    public static final String INTERVAL = "report_period_ms";
    public static final String SLOW_THRESHOLD = "slow_threshold_ms";
    public static final String SAMPLE = "sample";
    static final String PERSIST = "persist";

    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

    private static final List<String> CHANGEABLE = List.of(INTERVAL, SLOW_THRESHOLD, SAMPLE);
    private static final String ACTION = "what can be: " + String.join(", ", CHANGEABLE) + "; and with " + PERSIST
            + "=true it outlasts a restart. All else stands in the configuration file, and wants one";

    public static final SettingsChange NONE = new SettingsChange(null, null, null);

    /** @throws IllegalArgumentException for a value that cannot be */
    public SettingsChange {
        if (interval != null && (interval.toNanosPart() != 0 || !isWithin(interval, 1_000))) {
            throw new IllegalArgumentException("an interval of " + interval);
        }
        if (slowThreshold != null && !isWithin(slowThreshold, 0)) {
            throw new IllegalArgumentException("a threshold of " + slowThreshold);
        }
    }

    private static boolean isWithin(Duration time, long leastMillis) {
        return time.compareTo(Duration.ofMillis(leastMillis)) >= 0
                && time.compareTo(Duration.ofMillis(HOUR_MILLIS)) <= 0;
    }

    /**
     * Reads what a request asks for.
     *
     * @throws ProblemException {@code not-changeable} for a name that is none of these or when there is none, {@code
     *     bad-parameter} for a value that cannot be
     */
    static SettingsChange of(HttpRequest request) {
        for (String name : request.parameters().keySet()) {
            if (!CHANGEABLE.contains(name) && !name.equals(PERSIST)) {
                throw new ProblemException(
                        "not-changeable", "'" + name + "' cannot be changed while it runs", request.path(), ACTION);
            }
        }
        SettingsChange change =
                new SettingsChange(interval(request), millis(request, SLOW_THRESHOLD, 0, HOUR_MILLIS), sample(request));
        if (change.isEmpty()) {
            throw new ProblemException("not-changeable", "nothing is to be changed", request.path(), ACTION);
        }
        return change;
    }

    private static Duration interval(HttpRequest request) {
        Duration interval = millis(request, INTERVAL, 1_000, HOUR_MILLIS);
        if (interval != null && interval.toNanosPart() != 0) {
            throw new ProblemException(
                    "bad-parameter",
                    "a report is of whole seconds, not of " + interval.toMillis() + " ms",
                    request.path(),
                    "give a multiple of 1000 as " + INTERVAL);
        }
        return interval;
    }

    private static Duration millis(HttpRequest request, String name, long least, long most) {
        long millis = request.number(name, -1, least, most);
        return millis < 0 ? null : Duration.ofMillis(millis);
    }

    private static SampleRatio sample(HttpRequest request) {
        String text = request.parameter(SAMPLE);
        return text == null ? null : SampleRatio.parse(text);
    }

    boolean isEmpty() {
        return equals(NONE);
    }

    /** What was so before it. */
    LiveSettings applyTo(LiveSettings settings) {
        return new LiveSettings(
                interval == null ? settings.interval() : interval,
                slowThreshold == null ? settings.slowNanos() : slowThreshold.toNanos(),
                sample == null ? settings.sample() : sample);
    }

    /** This but for what the other changes too. */
    SettingsChange without(SettingsChange other) {
        return new SettingsChange(
                other.interval == null ? interval : null,
                other.slowThreshold == null ? slowThreshold : null,
                other.sample == null ? sample : null);
    }

    /** This and, where it leaves something as it is, what an earlier one changed. */
    public SettingsChange after(SettingsChange earlier) {
        return new SettingsChange(
                interval == null ? earlier.interval : interval,
                slowThreshold == null ? earlier.slowThreshold : slowThreshold,
                sample == null ? earlier.sample : sample);
    }
}
