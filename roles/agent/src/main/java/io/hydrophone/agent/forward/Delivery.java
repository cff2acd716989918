package io.hydrophone.agent.forward;

import io.hydrophone.core.Problem;
import java.time.Duration;

/** What a sink said of a batch. */
public sealed interface Delivery {
    /**
     * It has the batch.
     *
     * @param merged points of the batch that were left out, because another of it has the same series and time
     */
    record Taken(int merged) implements Delivery {}

    /** It will never take it: it is given up, and counted. */
    record Refused(Problem problem) implements Delivery {}

    /**
     * It cannot take it now.
     *
     * @param pause that it asked for; zero for none
     */
    record Later(Problem problem, Duration pause) implements Delivery {}

    Delivery TAKEN = new Taken(0);
}
