package io.hydrophone.upkeep.update;

import io.hydrophone.core.ProblemException;
import java.time.Duration;

/** Starts a program and judges it. */
final class Trial {
    private static final Duration STEP = Duration.ofMillis(50);
    /** So many complaints in a row are none of a moment. */
    private static final int ENOUGH = 3;

    private static final int MARGIN = 2;

    private final Program program;
    private final Pace pace;

    Trial(Program program, Pace pace) {
        this.program = program;
        this.pace = pace;
    }

    /**
     * A judgement.
     *
     * @param complaint null when the program is well
     * @param startMicros from the start to health; −1 without
     */
    record Verdict(String complaint, long startMicros) {
        boolean isGood() {
            return complaint == null;
        }
    }

    /**
     * Starts it, and waits until it is well.
     *
     * @param usualMicros how long that takes; −1 when it is not known
     */
    Verdict start(long usualMicros) throws InterruptedException {
        long begun = System.nanoTime();
        long patience = Math.max(pace.healthPatience().toNanos(), MARGIN * usualMicros * 1_000);
        try {
            program.start();
        } catch (ProblemException e) {
            return new Verdict(e.problem().message(), -1);
        }
        String complaint = program.complaint();
        while (complaint != null && program.isRunning() && System.nanoTime() - begun < patience) {
            Thread.sleep(STEP);
            complaint = program.complaint();
        }
        return new Verdict(complaint, complaint == null ? (System.nanoTime() - begun) / 1_000 : -1);
    }

    /**
     * Tries the release that was made the one in use. It is confirmed, or the one before runs again.
     *
     * @return what was wrong with the new one; null when it stays
     */
    String judge(Updater updater) throws InterruptedException {
        program.stop();
        long usual = updater.state().startMicros();
        Verdict verdict = start(usual);
        if (verdict.isGood()) {
            verdict = settle(verdict);
        }
        if (verdict.isGood()) {
            updater.confirm(verdict.startMicros());
            return null;
        }
        program.stop();
        updater.goBack(verdict.complaint());
        return verdict.complaint();
    }

    /** Watches a new release for as long as it takes to be confirmed. */
    private Verdict settle(Verdict started) throws InterruptedException {
        long until = System.nanoTime() + pace.settle().toNanos();
        int complaints = 0;
        while (System.nanoTime() < until) {
            Thread.sleep(STEP);
            String complaint = program.complaint();
            complaints = complaint == null ? 0 : complaints + 1;
            if (!program.isRunning() || complaints == ENOUGH) {
                return new Verdict(complaint, -1);
            }
        }
        return started;
    }
}
