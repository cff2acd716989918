package io.hydrophone.traffic.replay;

import io.hydrophone.client.raw.Answer;
import io.hydrophone.client.raw.RawConnection;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.protocol.ChangeUser;
import io.hydrophone.protocol.Command;
import io.hydrophone.protocol.ServerStatus;
import io.hydrophone.traffic.recording.Answered;
import io.hydrophone.traffic.recording.PreparedBefore;
import io.hydrophone.traffic.recording.SessionBegun;
import io.hydrophone.traffic.recording.SessionEnd;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/** Plays one session on a thread of its own: each command when it is due, and none before its predecessor was answered. */
final class SessionReplay implements Runnable {
    private static final int DEADLOCK = 1213;
    private static final int LOCK_WAIT_TIMEOUT = 1205;

    /**
     * Errors behind which a server closes the connection: it shuts down (1053), a packet was too large (1153) or not read (1156 to
     * 1161), the connection was killed (1927, MariaDB) or idle for too long (4031).
     */
    private static final Set<Integer> LAST_WORDS = Set.of(1053, 1153, 1156, 1157, 1158, 1159, 1160, 1161, 1927, 4031);

    private final ReplayContext context;
    private final Runnable ended;
    private final SessionView view;
    private final StepQueue steps = new StepQueue();
    private final TargetSession target;
    private final Judged judged;
    private final Rewriting rewriting;
    private final Timestamps timestamps;
    private final TargetAnswer answer = new TargetAnswer();
    private boolean failed;
    private boolean inTransaction;
    private boolean transactionLost;
    /** The first command since {@link #state}: in a transaction that is open. */
    private volatile Step unsafeSince;

    private volatile SessionState state;
    private volatile boolean over;
    /** Null before it was let in. */
    private volatile Thread thread;

    /**
     * A session, not yet begun.
     *
     * @param from where it goes on
     * @param ended called at its end, on its thread
     */
    SessionReplay(ReplayContext context, SessionState from, Runnable ended) {
        this.context = context;
        this.ended = ended;
        state = from;
        view = new SessionView(from.begun());
        target = new TargetSession(context, view);
        judged = new Judged(context.rules(), view, context.texts());
        rewriting = new Rewriting(context.remap(), view, target);
        timestamps = context.turns() == null ? null : new Timestamps(target);
        from.settings().forEach(view::set);
        for (PreparedBefore before : from.begun().prepared()) {
            view.statements().known(before.statementId(), judged.before(before.sql()));
        }
    }

    /** Begins to play, on a thread of that kind. */
    void start(Thread.Builder kind) {
        thread = kind.name("session " + view.begun().session()).unstarted(this);
        thread.start();
    }

    /** Lets it look again at what it may be waiting for. From any thread. */
    void wake() {
        LockSupport.unpark(thread);
    }

    StepQueue steps() {
        return steps;
    }

    /** The first command that would have to be played again if this process ended now; null for none. From any thread. */
    Step oldest() {
        Step open = unsafeSince;
        return open == null ? steps.head() : open;
    }

    /** Whether it was played to its end. From any thread. */
    boolean isOver() {
        return over;
    }

    /** To be asked after {@link #oldest}. From any thread. */
    SessionState state() {
        return state;
    }

    @Override
    public void run() {
        try {
            if (context.saved() != null) {
                context.saved().sessionBegun(view.begun());
            }
            if (context.pace().await(view.begun().nanos())
                    && context.turns() == null
                    && context.rules().wants(view)) {
                connect();
            }
            playAll();
        } finally {
            target.close();
            ended.run();
        }
    }

    private void playAll() {
        while (true) {
            steps.await(() -> steps.head() != null || context.pace().isStopped());
            Step step = steps.head();
            if (step == null || context.pace().isStopped() || !play(step)) {
                return;
            }
            keepState(step);
            steps.removeHead();
            context.ahead().gave(step.cost() + (int) step.played());
            if (step.isOver()) {
                over = true;
                return;
            }
        }
    }

    /** Before the step leaves the queue, so that whoever looks at both finds it in one of them. */
    private void keepState(Step step) {
        if (!context.isCheckpointed() || step.isOver()) {
            return;
        }
        if (inTransaction) {
            unsafeSince = unsafeSince == null ? step : unsafeSince;
        } else {
            SessionBegun now = view.now(view.begun().nanos());
            state = new SessionState(now, step.asked().number(), view.settings());
            unsafeSince = null;
        }
    }

    /** Whether the step was played; false when the replay was stopped before. */
    private boolean play(Step step) {
        long turn = turn(step);
        long from = turn >= 0 && !lostDeadlock(step) ? turn : step.after();
        if (turn == Step.NOT_YET || !context.pace().await(step.nanos()) || !awaitTurn(from)) {
            return false;
        }
        try {
            act(step);
        } catch (RuntimeException e) { // Others may wait for this session's turns: it goes on to its end.
            fail(new Problem("replay-session", "a session could not be played on: " + e, place(), ""));
            skip(step, Rules.NO_CONNECTION);
        } finally {
            if (turn >= 0 && awaitTurn(turn)) {
                context.turns().leave(turn);
            }
        }
        return true;
    }

    /** Returns false when the replay was stopped before. */
    private boolean awaitTurn(long turn) {
        return context.turns() == null || context.turns().await(turn, context.pace());
    }

    /**
     * The loser of a deadlock is rolled back before it is told so: who had waited for its locks may have been answered first, and
     * would wait for them here too. So it is not held back until its turn.
     */
    private boolean lostDeadlock(Step step) {
        return context.turns() != null && step.source() != null && step.source().errorCode() == DEADLOCK;
    }

    private long turn(Step step) {
        if (step.turn() == Step.NOT_YET) {
            steps.await(() -> step.turn() != Step.NOT_YET || context.pace().isStopped());
        }
        return step.turn();
    }

    private void act(Step step) {
        if (step.isOver()) {
            target.close();
            if (context.saved() != null) {
                context.saved()
                        .sessionOver(
                                view.begun().session(),
                                TargetAnswer.time(System.nanoTime()),
                                SessionEnd.RECORDING_OVER);
            }
            return;
        }
        String reason = judged.look(step);
        if (reason == null) {
            reason = failed ? Rules.NO_CONNECTION : ofTransaction(step);
        }
        if (reason == null) {
            reason = send(step);
        }
        if (reason != null) {
            skip(step, reason);
        }
    }

    /** Why a command has no sense in the state that the target's transaction is in; null when it has. */
    private String ofTransaction(Step step) {
        boolean works = step.command() == Command.COM_QUERY
                ? !SessionView.isSetting(judged.kind())
                : step.command() == Command.COM_STMT_EXECUTE || step.command() == Command.COM_STMT_BULK_EXECUTE;
        Answered source = step.source();
        if (!works || source == null) {
            return null;
        }
        if (transactionLost) {
            transactionLost = source.status() < 0 || (source.status() & ServerStatus.IN_TRANS) != 0;
            return Rules.TRANSACTION_LOST;
        }
        if (context.turns() != null && source.errorCode() == LOCK_WAIT_TIMEOUT) {
            return Rules.ROLLED_BACK;
        }
        return lostDeadlock(step) ? rollBack() : null;
    }

    /** In the source's order there is no deadlock: what lost one there is rolled back. */
    private String rollBack() {
        try {
            if (target.isOpen()) {
                target.query("ROLLBACK");
                inTransaction = false;
            }
        } catch (IOException e) {
            inTransaction = false; // The target has rolled back by itself.
        }
        return Rules.ROLLED_BACK;
    }

    private boolean connect() {
        try {
            target.open();
            return true;
        } catch (IOException e) {
            fail(new Problem("replay-no-connection", String.valueOf(e.getMessage()), "", "see --retry"));
        } catch (ProblemException e) {
            fail(e.problem());
        }
        return false;
    }

    private void fail(Problem problem) {
        if (!failed && !context.pace().isStopped()) {
            failed = true;
            context.tally().failedSessions.increment();
            context.told().accept(problem);
        }
    }

    /** Sends a command and reads its answer; why it was not sent, or null. */
    private String send(Step step) {
        if (!target.isOpen()) {
            if (isParting(step.command())) {
                context.tally().commands.increment();
                view.follow(step, judged, context.rules(), true);
                return null;
            }
            if (step.command() == Command.COM_CHANGE_USER) {
                // The login that comes is that one.
                view.changed(ChangeUser.parse(step.payload(), step.payload().length));
            }
            if (inTransaction) {
                loseTransaction();
                return Rules.TRANSACTION_LOST;
            }
            if (!connect()) {
                return Rules.NO_CONNECTION;
            }
        }
        if (context.concurrency() != null) {
            context.concurrency().acquireUninterruptibly();
        }
        long sent = System.nanoTime();
        try {
            RawConnection connection = target.open();
            save(step);
            if (timestamps != null && step.asked().nanos() > 0) {
                timestamps.set(step.command(), judged.kind(), step.asked().nanos());
            }
            String not = prepare(step.command());
            byte[] payload = not == null ? rewriting.outgoing(step, judged) : null;
            if (payload == null) {
                return not == null ? Rewriting.whyNone(step.command()) : not;
            }
            late(step);
            sent = exchange(step, connection, payload);
        } catch (IOException | ProblemException e) {
            abort(step, String.valueOf(e.getMessage()), sent);
        } finally {
            if (context.concurrency() != null) {
                context.concurrency().release();
            }
        }
        return null;
    }

    /** Whether a command needs no connection where there is none. */
    private static boolean isParting(Command command) {
        return command == Command.COM_QUIT || command == Command.COM_STMT_CLOSE;
    }

    private void save(Step step) {
        if (context.saved() != null) {
            byte[] payload = step.payload();
            long now = TargetAnswer.time(System.nanoTime());
            context.saved()
                    .asked(step.asked().session(), step.asked().number(), now, payload, 0, payload.length, false);
        }
    }

    private String prepare(Command command) throws IOException {
        Prepared statement = judged.statement();
        if (statement == null || command == Command.COM_STMT_PREPARE || statement.isHeldBy(target.number())) {
            return null;
        }
        if (command == Command.COM_STMT_CLOSE) {
            return null;
        }
        byte[] sql = rewriting.text(statement.sql());
        return sql == null ? Rules.AMBIGUOUS_TEXT : target.prepare(statement, sql) ? null : Rules.NOT_PREPARED;
    }

    private void late(Step step) {
        if (context.pace().isTimed()) {
            long due = context.pace().due(step.asked().nanos());
            context.lateness().record(step.asked().session(), System.nanoTime() - due);
        }
    }

    /** When the command was sent, by {@link System#nanoTime}. */
    private long exchange(Step step, RawConnection connection, byte[] payload) throws IOException {
        Command command = step.command();
        if (command == Command.COM_QUIT) {
            target.close();
            context.tally().commands.increment();
            return 0;
        }
        Answered source = step.source();
        boolean sum = context.options().checksums() || (source != null && source.rowChecksum() >= 0);
        connection.checksumRows(sum);
        if (command == Command.COM_CHANGE_USER) {
            view.changed(ChangeUser.parse(payload, payload.length));
            connection.sendChangeUser(target.login());
        } else if (command == Command.COM_STMT_CLOSE && !judged.statement().isHeldBy(target.number())) {
            view.follow(step, judged, context.rules(), true);
            return 0;
        } else {
            connection.send(payload, 0, payload.length);
        }
        long sent = System.nanoTime();
        Answer raw = connection.read(command, new RecordedFile(step, steps, context.pace(), context.ahead()));
        answer.show(step, raw, sent, sum);
        answered(step, raw);
        return sent;
    }

    private void answered(Step step, Answer raw) throws IOException {
        Command command = step.command();
        context.tally().commands.increment();
        if (command.reply() == Command.Reply.NONE) {
            view.follow(step, judged, context.rules(), true);
            return;
        }
        if (answer.status() >= 0 && command.reply() != Command.Reply.STRING) {
            inTransaction = (raw.status() & ServerStatus.IN_TRANS) != 0;
            view.backslashEscapes((raw.status() & ServerStatus.NO_BACKSLASH_ESCAPES) == 0);
        } else if (raw.errorCode() == DEADLOCK) {
            inTransaction = false;
        }
        if (command == Command.COM_STMT_PREPARE) {
            if (raw.isError()) {
                judged.statement().fail();
            } else {
                judged.statement().preparedAs(raw.statementId(), raw.parameterCount(), target.number());
            }
        }
        if (context.saved() != null) {
            context.saved().answered(answer);
        }
        if (raw.rows() > 0) {
            context.tally().rows.add(raw.rows());
        }
        if (raw.isError()) {
            context.tally().error(raw.errorCode(), raw.message());
        }
        boolean resets = command == Command.COM_CHANGE_USER || command == Command.COM_RESET_CONNECTION;
        boolean parted = LAST_WORDS.contains(raw.errorCode());
        boolean succeeded = !raw.isError();
        if (step.isClosed()) {
            context.tell(step, answer);
        } else if (step.keep(answer.copy())) {
            context.tell(step, step.target());
        }
        view.follow(step, judged, context.rules(), succeeded);
        if (parted) {
            part();
        } else if (resets) {
            target.protect();
        }
    }

    private void abort(Step step, String why, long sent) {
        context.tally().commands.increment();
        context.tally().aborted.increment();
        context.told().accept(new Problem("replay-aborted", "a command was not answered: " + why, "", ""));
        Answered aborted = TargetAnswer.aborted(step, why, sent);
        if (context.saved() != null) {
            context.saved().answered(aborted);
        }
        if (step.isClosed() || step.keep(aborted)) {
            context.tell(step, aborted);
        }
        view.follow(step, judged, context.rules(), false);
        part();
    }

    private void part() {
        target.close();
        if (inTransaction) {
            loseTransaction();
        }
    }

    private void loseTransaction() {
        inTransaction = false;
        transactionLost = true;
    }

    private void skip(Step step, String reason) {
        context.tally().skipped(reason);
        if (context.outcomes() != null && step.command() != null) {
            context.outcomes().skipped(step.statement(), reason);
        }
        view.follow(step, judged, context.rules(), true);
    }

    private String place() {
        return "session " + view.begun().session();
    }
}
