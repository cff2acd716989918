package io.hydrophone.agent.mysql;

import io.hydrophone.agent.check.Readings;
import io.hydrophone.client.ServerFailure;
import java.time.Duration;
import java.util.function.Consumer;

/** Reads one subject from a server. One run at a time. */
interface Collector {
    /** For messages and metrics of the agent's own: {@code status}. */
    String name();

    /** How often at most; what is dear is asked for more seldom than the check runs. */
    default Duration pace() {
        return Duration.ZERO;
    }

    /**
     * Asks the server.
     *
     * @return tells what was read
     */
    Consumer<Readings> collect(Asked server) throws ServerFailure, InterruptedException;
}
