package io.hydrophone.upkeep.update;

import io.hydrophone.core.DirectoryLock;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/**
 * Keeps a program running and up to date: starts it again when it ends, asks for updates, tries them, goes back by itself, and
 * tells the server. All that changes anything happens on the thread that runs it; what waits for the server, beside it.
 */
public final class Supervisor {
    private static final Duration STEP = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final AgentHome home;
    private final Updater updater;
    private final Program program;
    private final Pace pace;
    private final Set<String> inUse;
    private final Consumer<Problem> problems;
    private final Trial trial;
    private final Requests requests;
    private final Heartbeat heartbeat;
    private long pauseNanos;
    private long startAgainAt;
    /** A question for an update that is under way, with the fetching of what was found; or null. */
    private CompletableFuture<Finding> asking;

    /**
     * Of an installation.
     *
     * @param inUse releases that are not deleted because somebody runs from them
     * @param problems of updates, of the program, of the server; from several threads
     */
    public Supervisor(
            Updater updater,
            Program program,
            AgentIdentity agent,
            Pace pace,
            Set<String> inUse,
            Consumer<Problem> problems) {
        this.home = updater.home();
        this.updater = updater;
        this.program = program;
        this.pace = pace;
        this.inUse = Set.copyOf(inUse);
        this.problems = problems;
        this.trial = new Trial(program, pace);
        this.requests = new Requests(home.requestFile());
        this.heartbeat = new Heartbeat(updater, agent, problems);
        this.pauseNanos = pace.firstPause().toNanos();
    }

    /**
     * Runs until it is interrupted; then the program is ended.
     *
     * @throws ProblemException {@code in-use} when another one watches this installation, or when the disk does not allow to
     *     go on
     */
    public void run() {
        try (DirectoryLock _ = lock()) {
            if (program instanceof ReleasedProgram released) {
                released.endOrphans();
            }
            begin();
            watch();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // That is how it is ended.
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem("in-use", Reason.ofFile(e), home.root().toString(), "look at the directory's rights"),
                    e);
        } finally {
            program.stop();
        }
    }

    private DirectoryLock lock() throws IOException {
        Files.createDirectories(home.root());
        DirectoryLock lock = DirectoryLock.take(home.root());
        if (lock == null) {
            throw new ProblemException(
                    "in-use",
                    "another process watches this installation",
                    home.root().toString(),
                    "end it first");
        }
        return lock;
    }

    private void begin() throws InterruptedException {
        if (updater.recover()) {
            judge();
        } else if (home.current() != null) {
            startProgram();
        }
    }

    private void watch() throws InterruptedException {
        // All machines of a fleet may have started at once: they do not ask at once.
        long nextQuestion = System.nanoTime()
                + (home.current() == null
                        ? 0
                        : ThreadLocalRandom.current().nextLong(pace.poll().toNanos()));
        long nextBeat = System.nanoTime();
        while (true) {
            boolean isAsked = requests.isFor(Requests.Kind.APPLY);
            if (asking == null && (isAsked || System.nanoTime() - nextQuestion >= 0)) {
                nextQuestion = System.nanoTime() + pace.poll().toNanos();
                ask();
            }
            if (asking != null && asking.isDone()) {
                CompletableFuture<Finding> answered = asking;
                asking = null;
                act(answered.join());
                nextBeat = System.nanoTime();
            }
            serve();
            keepRunning();
            if (System.nanoTime() - nextBeat >= 0) {
                nextBeat = System.nanoTime() + pace.heartbeat().toNanos();
                heartbeat.beat();
            }
            Thread.sleep(STEP);
        }
    }

    private void ask() {
        if (updater.server() != null) {
            asking = CompletableFuture.supplyAsync(this::find, Thread::startVirtualThread);
        }
    }

    /** Null when it failed. */
    private Finding find() {
        try {
            Finding finding = updater.find();
            if (finding instanceof Finding.Available available) {
                updater.stage(available);
            }
            return finding;
        } catch (ProblemException e) {
            problems.accept(e.problem());
            return null;
        }
    }

    private void act(Finding finding) throws InterruptedException {
        try {
            switch (finding) {
                case Finding.Available available -> {
                    heartbeat.is(Heartbeat.State.UPDATING);
                    updater.begin(available.manifest());
                    judge();
                    updater.tidy(inUse);
                }
                case Finding.SignedAgain again -> updater.adopt(again);
                case Finding.UpToDate ignored -> {}
                case Finding.Declined ignored -> {}
                case null -> {}
            }
        } catch (ProblemException e) {
            problems.accept(e.problem());
        }
    }

    private void serve() throws InterruptedException {
        try {
            if (requests.isFor(Requests.Kind.ROLLBACK)) {
                updater.rollBack();
                startProgram();
            }
            if (requests.isFor(Requests.Kind.PIN)) {
                updater.pin(requests.argument());
            }
        } catch (ProblemException e) {
            problems.accept(e.problem());
        }
    }

    private void keepRunning() throws InterruptedException {
        if (home.current() == null || program.isRunning()) {
            return;
        }
        heartbeat.is(Heartbeat.State.UNHEALTHY);
        if (System.nanoTime() - startAgainAt >= 0) {
            tell("program-ended", "the program is started again, for it does not run");
            startAgainAt = System.nanoTime() + pauseNanos;
            pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE.toNanos());
            startProgram();
        }
    }

    private void startProgram() throws InterruptedException {
        program.stop();
        Trial.Verdict verdict = trial.start(updater.state().startMicros());
        heartbeat.is(verdict.isGood() ? Heartbeat.State.HEALTHY : Heartbeat.State.UNHEALTHY);
        if (verdict.isGood()) {
            updater.startTook(verdict.startMicros());
            pauseNanos = pace.firstPause().toNanos();
        } else {
            tell("program-not-healthy", verdict.complaint());
        }
    }

    private void judge() throws InterruptedException {
        String complaint = trial.judge(updater);
        if (complaint == null) {
            heartbeat.is(Heartbeat.State.HEALTHY);
        } else {
            tell("update-failed", "went back: " + complaint);
            startProgram();
        }
    }

    private void tell(String code, String message) {
        problems.accept(new Problem(code, message, home.root().toString(), ""));
    }
}
