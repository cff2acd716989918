package io.hydrophone.client;

import io.hydrophone.core.Problem;

/** A server did not tell what it was asked. */
public final class ServerFailure extends Exception {
    /** What is to be done about it. */
    public enum Kind {
        /** There is no connection, or none any more; another may do. */
        UNREACHABLE,
        /** The login was refused; it will be until somebody changes something. */
        REFUSED,
        /** The account may not ask this. */
        DENIED,
        /** It took longer than was allowed, and was given up. */
        LATE,
        /** Anything else. */
        FAILED
    }

    private final Kind kind;
    private final transient Problem problem;

    ServerFailure(Kind kind, Problem problem, Throwable cause) {
        super(problem.text(), cause);
        this.kind = kind;
        this.problem = problem;
    }

    /** Of a statement that was not waited for any longer. */
    public static ServerFailure late(MySqlUrl url, String what) {
        return Failures.late(url, what, null);
    }

    /** Of a statement that is not sent: the one before did not end, though it was given up and killed. */
    public static ServerFailure stuck(MySqlUrl url, String what) {
        return Failures.stuck(url, what);
    }

    public Kind kind() {
        return kind;
    }

    public Problem problem() {
        return problem;
    }
}
