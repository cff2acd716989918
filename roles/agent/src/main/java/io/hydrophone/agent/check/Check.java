package io.hydrophone.agent.check;

/** Measures one thing again and again. For one thread at a time; one that is too slow is interrupted. */
public interface Check extends AutoCloseable {
    /**
     * Measures now. What was said before a failure stays said.
     *
     * @throws Exception why it could not; a {@link io.hydrophone.core.ProblemException} says what to do
     */
    void run(Readings out) throws Exception;

    /** Gives back what it holds: connections, processes. */
    @Override
    default void close() {}
}
