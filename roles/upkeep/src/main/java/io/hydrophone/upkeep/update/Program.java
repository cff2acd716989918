package io.hydrophone.upkeep.update;

import io.hydrophone.core.ProblemException;

/** What an update restarts, and how it is known to be well. Of one thread. */
public interface Program {
    /**
     * Starts the release in use.
     *
     * @throws ProblemException {@code not-started}
     */
    void start();

    /** Ends it and all that it started, by force if it takes too long. */
    void stop();

    /** Whether it has not ended by itself. */
    boolean isRunning();

    /** Why it is not well at this moment, a few words; null when it is. Returns within a second or so. */
    String complaint();
}
