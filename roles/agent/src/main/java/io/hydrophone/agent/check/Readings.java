package io.hydrophone.agent.check;

import io.hydrophone.core.Event;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Tags;

/**
 * Takes what a check measures. The instance's own tags are added to each. A value that is no finite number is left out, and
 * so are series beyond the instance's limit, which are counted.
 */
public interface Readings {
    /** So much now. */
    void gauge(String name, double value, Tags tags);

    /** A total since some beginning, shown as so much a second; known from the second run on. */
    void rate(String name, double total, Tags tags);

    /** A total since some beginning, shown as how much came since the last run; known from the second run on. */
    void monotonic(String name, double total, Tags tags);

    /** So much since the last run. */
    void count(String name, double value, Tags tags);

    /**
     * Whether something works.
     *
     * @param message why, for people; may be empty
     */
    void service(String name, ServiceCheck.Status status, Tags tags, String message);

    /** Something that happened. */
    void event(Event event);

    default void gauge(String name, double value) {
        gauge(name, value, Tags.NONE);
    }

    default void rate(String name, double total) {
        rate(name, total, Tags.NONE);
    }

    default void monotonic(String name, double total) {
        monotonic(name, total, Tags.NONE);
    }
}
