package io.hydrophone.traffic.broker;

import io.hydrophone.core.Problem;

/** A broker did not do what it was asked for: it may be tried again with another session. */
final class BrokerException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;
    private final boolean tooLarge;

    private BrokerException(Problem problem, boolean tooLarge, Throwable cause) {
        super(problem.text(), cause);
        this.problem = problem;
        this.tooLarge = tooLarge;
    }

    /** Because of anything that may pass. */
    static BrokerException of(Problem problem, Throwable cause) {
        return new BrokerException(problem, false, cause);
    }

    /** Because a message is larger than the broker ever takes. */
    static BrokerException tooLarge(Problem problem, Throwable cause) {
        return new BrokerException(problem, true, cause);
    }

    Problem problem() {
        return problem;
    }

    boolean isTooLarge() {
        return tooLarge;
    }
}
