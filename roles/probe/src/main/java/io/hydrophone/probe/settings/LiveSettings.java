package io.hydrophone.probe.settings;

import io.hydrophone.wire.SampleRatio;
import java.time.Duration;

/**
 * What may be changed while a probe runs.
 *
 * @param interval between two reports, whole seconds
 * @param slowNanos queries that take as long are slow; −1 for none
 * @param sample which part of the sessions is heard, at most
 */
public record LiveSettings(Duration interval, long slowNanos, SampleRatio sample) {}
