package io.hydrophone.agent.program;

import io.hydrophone.core.Foreign;
import io.hydrophone.core.ProblemException;

/**
 * What a program did.
 *
 * @param exit its status; 128 and more where a signal ended it; −1 where it was killed for going beyond a limit
 * @param output what it printed, also before it was killed
 * @param errors the beginning of what it printed as errors
 */
public record ProgramResult(End end, int exit, String output, String errors) {
    private static final int SHOWN = 200;

    /** How it ended. */
    public enum End {
        /** By itself. */
        EXITED,
        /** Killed, for its time was over. */
        TOO_SLOW,
        /** Killed, for it printed too much. */
        TOO_MUCH_OUTPUT
    }

    /**
     * Returns when it went well.
     *
     * @param what it is, for people
     * @throws ProblemException when it was killed, or its status is not 0
     */
    public void expectSuccess(String what, ProgramLimits limits) {
        expectExit(what, limits);
        if (exit != 0) {
            throw new ProblemException(
                    "program-failed", "it ended with status " + exit + told(), what, "run it by hand as the same user");
        }
    }

    /**
     * Returns when it ended by itself.
     *
     * @throws ProblemException when it was killed
     */
    public void expectExit(String what, ProgramLimits limits) {
        if (end == End.TOO_SLOW) {
            throw new ProblemException(
                    "program-too-slow",
                    "it was not over in " + limits.time().toMillis() + " ms and was killed" + told(),
                    what,
                    "give it more by timeout, or find out what it waits for");
        }
        if (end == End.TOO_MUCH_OUTPUT) {
            throw new ProblemException(
                    "program-too-loud",
                    "it printed more than " + limits.outputBytes() + " bytes and was killed",
                    what,
                    "let it print less, or allow more by output");
        }
    }

    private String told() {
        return errors.isBlank() ? "" : ": " + Foreign.text(errors.strip(), SHOWN);
    }
}
