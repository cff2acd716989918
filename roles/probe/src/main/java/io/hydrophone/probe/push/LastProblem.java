package io.hydrophone.probe.push;

import io.hydrophone.core.Problem;
import java.util.function.Consumer;

/** Hands problems on, and keeps the last. */
final class LastProblem implements Consumer<Problem> {
    private final Consumer<Problem> told;
    private volatile Problem last;

    LastProblem(Consumer<Problem> told) {
        this.told = told;
    }

    @Override
    public void accept(Problem problem) {
        last = problem;
        told.accept(problem);
    }

    /** Or null. */
    Problem last() {
        return last;
    }
}
