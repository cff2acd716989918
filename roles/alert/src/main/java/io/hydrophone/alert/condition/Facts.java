package io.hydrophone.alert.condition;

import io.hydrophone.alert.series.Selector;
import java.time.Duration;

/** What is known at one time for the labels that a rule is run for. A later variable is one more name that it answers to. */
public interface Facts {
    /** The value of a variable that the condition was compiled with, in its type; null while it is not known. */
    Object variable(String name);

    /** The newest value of the one series that is meant; NaN when there is none, or several. */
    double last(Selector series);

    /** Whether any of the series that are meant has a value; always known. */
    boolean present(Selector series);

    /**
     * A function of points.
     *
     * @param series null for that of the rule's own metric
     * @return NaN when it is not known
     */
    double over(Aggregate function, Selector series, Duration window);
}
