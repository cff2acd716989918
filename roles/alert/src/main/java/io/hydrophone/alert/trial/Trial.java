package io.hydrophone.alert.trial;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Series, and what should become of them.
 *
 * @param name may be empty
 * @param interval between two values of a series
 * @param evaluationInterval between two evaluations
 */
record Trial(
        String name,
        Instant start,
        Duration interval,
        Duration evaluationInterval,
        List<InputSeries> series,
        List<Expectation> expectations) {}
