package io.hydrophone.agent.forward;

import io.hydrophone.agent.batch.Batch;
import io.hydrophone.core.Signal;
import java.io.IOException;

/** Where signals go. For several threads at once, unless it says that it wants one. */
public interface Sink extends AutoCloseable {
    /** Whether it has a form for such a signal. What it has none for is not kept for it. */
    boolean takes(Signal signal);

    /**
     * Sends a batch, which may have come before. Waits for the answer.
     *
     * @throws IOException when there is no answer: the batch comes again
     */
    Delivery deliver(Batch batch) throws IOException, InterruptedException;

    /** What it gets first after an outage. */
    default Order order() {
        return Order.NEWEST_FIRST;
    }

    /** How many batches may be on their way at a time. */
    default int parallel() {
        return 1;
    }

    /** What went there and came back. */
    Traffic traffic();

    /** Ends its connections. */
    @Override
    default void close() {}
}
