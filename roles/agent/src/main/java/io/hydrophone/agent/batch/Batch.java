package io.hydrophone.agent.batch;

import io.hydrophone.core.Signal;
import java.util.List;

/**
 * Signals that go together.
 *
 * @param accepted when they were taken, in microseconds since 1970
 * @param signals each of which says whose it is
 */
public record Batch(BatchKey key, long accepted, List<Signal> signals) {
    public Batch {
        signals = List.copyOf(signals);
    }
}
