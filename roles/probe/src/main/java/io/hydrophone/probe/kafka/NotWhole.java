package io.hydrophone.probe.kafka;

import io.hydrophone.core.Problem;

/** A question cannot be answered for all partitions just now. Part of the figures would be a wrong answer. */
final class NotWhole extends Exception {
    private final transient Problem problem;

    NotWhole(String message, String where) {
        super(message);
        problem = new Problem(
                "not-whole", message, where, "ask again in some seconds; /status tells which copies there are");
    }

    Problem problem() {
        return problem;
    }
}
