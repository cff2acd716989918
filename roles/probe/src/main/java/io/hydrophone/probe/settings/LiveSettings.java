package io.hydrophone.probe.settings;

import io.hydrophone.wire.SampleRatio;
import java.time.Duration;

/**
 * What may be changed while a probe runs. A master has none of its own: what it does not know of its group is unknown.
 *
 * @param interval between two reports, whole seconds; null when unknown
 * @param slowNanos queries that take as long are slow; −1 for none, and when unknown
 * @param sample which part of the sessions is heard, at most; null when unknown
 */
public record LiveSettings(Duration interval, long slowNanos, SampleRatio sample) {
    public static final LiveSettings UNKNOWN = new LiveSettings(null, -1, null);
}
