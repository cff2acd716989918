package io.hydrophone.agent.batch;

import io.hydrophone.core.Sample;
import io.hydrophone.core.Signal;

/** Which of two batches goes first. Events and service checks are few, and somebody waits for them. */
public enum Lane {
    URGENT,
    SAMPLES;

    public static Lane of(Signal signal) {
        return signal instanceof Sample ? SAMPLES : URGENT;
    }
}
