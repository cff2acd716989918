package io.hydrophone.traffic.replay;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.SeldomTold;
import io.hydrophone.sql.DatabaseRemap;
import io.hydrophone.sql.Dialect;
import io.hydrophone.traffic.compare.Outcomes;
import io.hydrophone.traffic.recording.TrafficSink;
import io.hydrophone.traffic.recording.TrafficSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Plays a recording back onto a server: a session for each recorded one, its commands in their order and at their times. To be run
 * once; everything else may be called from any thread.
 */
public final class Replay {
    private static final long CHECKPOINT_MILLIS = 1_000;
    private static final long STOP_MILLIS = 5_000;

    private final ReplayContext context;
    private final Checkpoints checkpoints;
    private final PlayedSessions played;
    private final Intake intake;
    private final CountDownLatch over = new CountDownLatch(1);

    private Replay(
            ReplayContext context,
            TrafficSource source,
            SourceOrder order,
            Checkpoints checkpoints,
            boolean remembers) {
        this.context = context;
        this.checkpoints = checkpoints;
        played = new PlayedSessions(remembers);
        intake = new Intake(context, source, order, played);
    }

    /**
     * Prepares a replay.
     *
     * @param from what is replayed, as the user names it
     * @param check of the target
     * @param outcomes told of each command; null for nobody
     * @param saved takes the target's answers, as a recording; null for nobody
     * @param checkpoint the file that says how far the replay is, and from which it goes on if it is there; null for none
     * @param told what goes wrong, each kind once a minute, from any thread
     * @throws ProblemException when the checkpoint cannot be read, or is another replay's
     */
    public static Replay of(
            ReplayOptions options,
            TrafficSource source,
            String from,
            TargetCheck check,
            Outcomes outcomes,
            TrafficSink saved,
            Path checkpoint,
            Consumer<Problem> told) {
        Dialect dialect = Dialect.of(check.version());
        ReplayContext context = new ReplayContext(
                options,
                new Rules(options.selection(), options.readOnly(), dialect),
                options.databases().isEmpty() ? null : new DatabaseRemap(options.databases(), check.caseSensitive()),
                new Pace(options.speed()),
                options.ordered() ? new Turns() : null,
                options.concurrency() == 0 ? null : new Semaphore(options.concurrency(), true),
                new Ahead(options.aheadBytes()),
                new Lateness(),
                new Tally(),
                outcomes,
                saved,
                new SharedTexts(),
                checkpoint != null,
                new SeldomTold(told));
        Checkpoints kept = checkpoint == null
                ? null
                : new Checkpoints(
                        new CheckpointFile(checkpoint),
                        from,
                        options.target().url().toString());
        SourceOrder order = options.ordered() ? new SourceOrder(dialect) : null;
        Replay replay = new Replay(context, source, order, kept, kept != null);
        Checkpoint earlier = kept == null ? null : kept.earlier();
        if (earlier != null) {
            replay.intake.resume(earlier);
        }
        return replay;
    }

    /**
     * Plays until the recording is over and all is played, or {@link #stop} is called.
     *
     * @return whether all was played
     */
    public boolean run() throws InterruptedException {
        Thread keeper = checkpoints == null
                ? null
                : Thread.ofPlatform().daemon().name("replay-checkpoint").start(this::keepCheckpoints);
        try {
            intake.run();
            boolean stopped = context.pace().isStopped();
            if (!stopped) {
                played.awaitNone();
                stopped = context.pace().isStopped();
            }
            if (stopped) {
                played.wake();
                played.awaitNone(STOP_MILLIS);
            } else {
                intake.finish();
            }
            return !stopped;
        } catch (RuntimeException e) { // The source is not to be read on: what was read is not played to its end.
            stop();
            played.awaitNone(STOP_MILLIS);
            throw e;
        } finally {
            if (keeper != null) {
                over.countDown(); // An interrupt would break off what is being written.
                keeper.join();
                endCheckpoints();
            }
        }
    }

    private void keepCheckpoints() {
        try {
            while (!over.await(CHECKPOINT_MILLIS, TimeUnit.MILLISECONDS)) {
                keepCheckpoint();
            }
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts it", e);
        }
    }

    private void keepCheckpoint() {
        long read = intake.readNanos();
        if (read >= 0) {
            checkpoints.write(played, read, context.told());
        }
    }

    private void endCheckpoints() {
        if (context.pace().isStopped()) {
            keepCheckpoint();
        } else {
            checkpoints.end(context.told());
        }
    }

    /** Begins no more commands until {@link #resume}. */
    public void pause() {
        context.pace().pause();
    }

    /** The schedule goes on where it was. */
    public void resume() {
        context.pace().resume();
        played.wake();
    }

    /** Begins no more commands and ends {@link #run} when those that are under way are answered, or after five seconds. */
    public void stop() {
        context.pace().stop();
        intake.stop();
    }

    /** Where the replay is now. */
    public ReplayFigures figures() {
        Tally tally = context.tally();
        long read = intake.readNanos();
        return new ReplayFigures(
                tally.sessions.sum(),
                played.count(),
                tally.failedSessions.sum(),
                tally.reconnects.sum(),
                tally.commands.sum(),
                tally.rows.sum(),
                tally.errors.sum(),
                tally.newErrors.sum(),
                tally.goneErrors.sum(),
                tally.aborted.sum(),
                tally.skipped.sum(),
                tally.skippedByReason(),
                tally.errorsByCode(),
                intake.firstNanos(),
                played.doneNanos(read),
                context.pace().isTimed() ? context.lateness().quantile(0.99) : -1,
                context.lateness().worstSinceAsked(),
                context.ahead().bytes(),
                context.pace().isPaused(),
                intake.lostCommands());
    }

    /** The checkpoints of a replay, in their file. */
    private record Checkpoints(CheckpointFile file, String from, String target) {
        Checkpoint earlier() {
            Checkpoint earlier = file.read();
            if (earlier != null && !earlier.source().equals(from)) {
                throw new ProblemException(
                        "checkpoint-foreign",
                        "the checkpoint is of a replay of " + earlier.source(),
                        from,
                        "name another file for this one");
            }
            if (earlier != null && !earlier.target().equals(target)) {
                throw new ProblemException(
                        "checkpoint-foreign",
                        "the checkpoint is of a replay onto " + earlier.target(),
                        target,
                        "name another file for this one");
            }
            return earlier;
        }

        void write(PlayedSessions played, long readNanos, Consumer<Problem> told) {
            try {
                file.write(played.checkpoint(from, target, readNanos));
            } catch (IOException e) {
                told.accept(file.problem("written", e));
            }
        }

        void end(Consumer<Problem> told) {
            try {
                file.delete();
            } catch (IOException e) {
                told.accept(file.problem("written", e));
            }
        }
    }
}
