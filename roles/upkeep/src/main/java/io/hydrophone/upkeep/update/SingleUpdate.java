package io.hydrophone.upkeep.update;

import io.hydrophone.core.DirectoryLock;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;

/** One update of an installation that nobody watches. */
public final class SingleUpdate {
    private final Updater updater;
    private final Trial trial;

    /**
     * Of an installation.
     *
     * @param program that is restarted
     */
    public SingleUpdate(Updater updater, Program program, Pace pace) {
        this.updater = updater;
        this.trial = new Trial(program, pace);
    }

    /**
     * Takes what the server offers, if anything.
     *
     * @return what was done, one sentence without a full stop
     * @throws ProblemException {@code update-failed} when the release was tried and left, and as the steps of {@link Updater}
     */
    public String apply() throws InterruptedException {
        try {
            Files.createDirectories(updater.home().root());
            try (DirectoryLock lock = DirectoryLock.take(updater.home().root())) {
                if (lock == null) {
                    throw new ProblemException(
                            "in-use",
                            "another process watches this installation",
                            updater.home().root().toString(),
                            "ask it: hydrophone update apply");
                }
                return locked();
            }
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem(
                            "in-use", Reason.ofFile(e), updater.home().root().toString(), ""),
                    e);
        }
    }

    private String locked() throws InterruptedException {
        if (updater.recover()) {
            return judged("the release that was on trial");
        }
        Finding finding = updater.find();
        return switch (finding) {
            case Finding.Available available -> {
                updater.stage(available);
                updater.begin(available.manifest());
                yield judged("release " + available.manifest().version());
            }
            case Finding.SignedAgain again -> {
                updater.adopt(again);
                yield again.text();
            }
            case Finding.UpToDate fine -> fine.text();
            case Finding.Declined declined -> declined.text();
        };
    }

    private String judged(String release) throws InterruptedException {
        String complaint = trial.judge(updater);
        if (complaint != null) {
            Trial.Verdict old = trial.start(updater.state().startMicros());
            throw new ProblemException(
                    "update-failed",
                    release + " was tried and left: " + complaint,
                    updater.home().root().toString(),
                    old.isGood()
                            ? "the one before runs again"
                            : "the one before does not run well: " + old.complaint());
        }
        updater.tidy(Set.of());
        return release + " is in use";
    }
}
