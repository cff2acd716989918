package io.hydrophone.core;

/** Carries a {@link Problem} to whoever shows it; the user sees its text, never a stack trace. */
public final class ProblemException extends RuntimeException {
    private final transient Problem problem;

    public ProblemException(Problem problem) {
        this(problem, null);
    }

    public ProblemException(Problem problem, Throwable cause) {
        super(problem.text(), cause);
        this.problem = problem;
    }

    public ProblemException(String code, String message, String where, String action) {
        this(new Problem(code, message, where, action), null);
    }

    public Problem problem() {
        return problem;
    }
}
