package io.hydrophone.probe.server;

import io.hydrophone.client.Backoff;
import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.RunningThreads;
import io.hydrophone.client.ServerConnection;
import io.hydrophone.client.ServerFailure;
import io.hydrophone.client.ServerSession;
import io.hydrophone.client.ServerStatus;
import io.hydrophone.client.StatementChange;
import io.hydrophone.client.StatementStatistics;
import io.hydrophone.core.Problem;
import io.hydrophone.digest.summary.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Asks a server, over one connection and on one thread, so that nothing piles up: its statement table and status at an
 * interval, its sessions when one was met whose login was not heard, what runs when somebody wants to see it.
 */
public final class ServerWatch implements AutoCloseable {
    private static final long SECOND = 1_000_000_000L;
    /** A reading belongs to whole seconds, so it is made as one begins. */
    private static final long NEAR_NANOS = 100_000_000L;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
    private static final long NAMING_NANOS = 10 * SECOND;
    private static final long RUNNING_NANOS = SECOND;
    private static final long ANSWER_MILLIS = 3_000;
    private static final long FINISH_MILLIS = 2_000;
    private static final long SECOND_HEARD_MILLIS = 700;

    private static final String LOGIN = "login";
    private static final String STATEMENTS = "statements";
    private static final String STATUS = "status";
    private static final String SESSIONS = "sessions";
    private static final String RUNNING = "running";

    /** What another thread asks for; the end when {@code last}. */
    private record Demand(boolean last, CompletableFuture<RunningThreads> answer) {}

    private final MySqlUrl url;
    private final ServerPlace place;
    private final Duration interval;
    private final Listening listening;
    private final HeardCounts heardCounts;
    private final ServerTable table = new ServerTable();
    private final Problems problems;
    private final BlockingQueue<Demand> demands = new LinkedBlockingQueue<>();
    private final Thread thread = Thread.ofPlatform().name("server").daemon().unstarted(this::run);
    private final Backoff backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT);
    private final QuestionLedger questions = new QuestionLedger();
    private final StatementStatistics statistics = new StatementStatistics();

    private ServerConnection connection;
    private long ownBefore;
    private long nextLogin = System.nanoTime();
    private long nextReading = Long.MIN_VALUE;
    private long lastBoundary;
    private long named;
    private long nextNaming = System.nanoTime();
    private RunningThreads running = RunningThreads.NONE;
    private long runningRead = System.nanoTime() - RUNNING_NANOS;
    private long digestsLost = -1;
    private volatile ServerView view = ServerView.NONE;

    /**
     * Asks nothing before {@link #start}.
     *
     * @param interval between two readings of statements, at least a second
     * @param listening the capture beside it, or null
     * @param told each problem once, on the thread that asks
     */
    public ServerWatch(
            MySqlUrl url, ServerPlace place, Duration interval, Listening listening, Consumer<Problem> told) {
        this.url = url;
        this.place = place;
        this.interval = interval;
        this.listening = listening;
        this.heardCounts = new HeardCounts(place::is);
        this.problems = new Problems(told);
    }

    public void start() {
        thread.start();
    }

    public MySqlUrl url() {
        return url;
    }

    public ServerPlace place() {
        return place;
    }

    /** How it stands; from any thread. */
    public ServerView view() {
        return view;
    }

    /** The server's statements since the first reading; from any thread. */
    public ServerStatements statements() {
        return table.all();
    }

    /** Those of the readings that touch a range of time since 1970, as far as they are kept. */
    public ServerStatements statements(long fromNanos, long toNanos) {
        return table.between(fromNanos, toNanos);
    }

    /** A second of capture is over; from the thread that adds them up. */
    public void heard(Summary second) {
        heardCounts.add(second);
    }

    /** What the server executes now, at most a second old; null when it does not tell in time. */
    public RunningThreads running() throws InterruptedException {
        CompletableFuture<RunningThreads> answer = new CompletableFuture<>();
        demands.add(new Demand(false, answer));
        return await(answer, ANSWER_MILLIS);
    }

    /** Reads the server's status once more, if it is there, and asks no further. */
    public void finish() throws InterruptedException {
        CompletableFuture<RunningThreads> answer = new CompletableFuture<>();
        demands.add(new Demand(true, answer));
        await(answer, FINISH_MILLIS);
    }

    private RunningThreads await(CompletableFuture<RunningThreads> answer, long millis) throws InterruptedException {
        try {
            return thread.isAlive() ? answer.get(millis, TimeUnit.MILLISECONDS) : null;
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw new AssertionError("demands are answered, not failed", e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(FINISH_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            boolean more = true;
            while (more) {
                Demand demand = demands.poll(SECOND - nowNanos() % SECOND, TimeUnit.NANOSECONDS);
                more = demand == null || !demand.last;
                step(demand);
                show();
                if (demand != null) {
                    demand.answer.complete(demand.last ? null : running);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (connection != null) {
                connection.close();
            }
            demands.forEach(demand -> demand.answer.complete(null));
        }
    }

    private void step(Demand demand) throws InterruptedException {
        if (connection == null && !logIn()) {
            running = null;
            return;
        }
        if (demand != null && demand.last) {
            attempt(STATUS, this::readStatus);
            return;
        }
        if (demand != null) {
            attempt(RUNNING, this::readRunning);
        }
        long now = nowNanos();
        if (connection != null && now >= nextReading && now % SECOND < NEAR_NANOS) {
            read();
            nextReading = Math.floorDiv(now, interval.toNanos()) * interval.toNanos() + interval.toNanos();
        }
        if (connection != null && listening != null) {
            attempt(SESSIONS, this::nameSessions);
        }
    }

    private boolean logIn() throws InterruptedException {
        if (System.nanoTime() < nextLogin) {
            return false;
        }
        try {
            connection = ServerConnection.open(url, this::passOver);
            backoff.succeeded();
            problems.over(LOGIN);
            tellWhetherInstrumented();
            return true;
        } catch (ServerFailure e) {
            long wait = e.kind() == ServerFailure.Kind.REFUSED ? backoff.refused() : backoff.failed();
            nextLogin = System.nanoTime() + wait;
            problems.set(LOGIN, e.problem());
            return false;
        }
    }

    private void tellWhetherInstrumented() {
        if (connection.isInstrumented()) {
            problems.over(STATEMENTS);
            return;
        }
        problems.set(
                STATEMENTS,
                new Problem(
                        "performance-schema-off",
                        "performance_schema is off, so the server has no statistics of statements to tell",
                        url.toString(),
                        "set performance_schema=ON in its configuration and start it anew"
                                + (connection.version().isMariaDb() ? " (OFF is MariaDB's default)" : "")
                                + "; questions and sessions are told without it"));
    }

    /** What is about to be said over this port is our own. */
    private void passOver(int port) {
        if (listening != null) {
            try {
                listening.passOver((client, clientPort) -> clientPort == port && place.isHere(client));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void read() throws InterruptedException {
        attempt(STATUS, this::readStatus);
        if (connection != null && connection.isInstrumented()) {
            attempt(STATEMENTS, this::readStatements);
        }
    }

    /** What was heard is taken for the instant at which the server counted, between an observation before and one after. */
    private void readStatus() throws ServerFailure, InterruptedException, TimeoutException {
        Listening.Heard before = listening == null ? null : listening.heard();
        long asked = nowNanos();
        ServerStatus status = ServerStatus.read(connection);
        long told = nowNanos();
        long heard = 0;
        if (before != null) {
            Listening.Heard after = listening.heard();
            long span = Math.max(1, after.nanos() - before.nanos());
            long part = Math.clamp((asked + told) / 2 - before.nanos(), 0, span);
            heard = before.questions() + Math.round((after.questions() - before.questions()) * ((double) part / span));
        }
        digestsLost = status.digestsLost();
        questions.add(told, status, ownBefore + connection.ownQuestions(), connection.ownQuestions(), heard);
    }

    private void readStatements() throws ServerFailure, InterruptedException {
        boolean begun = statistics.hasBegun();
        long now = nowNanos();
        List<StatementChange> changes = statistics.read(connection);
        long boundary = Math.floorDiv(now + SECOND / 2, SECOND) * SECOND;
        Map<Long, Long> heard = listening == null ? Map.of() : heardCounts.take(boundary, SECOND_HEARD_MILLIS);
        if (begun) {
            table.add(new ServerTable.Interval(lastBoundary, boundary, changes, heard));
        }
        lastBoundary = boundary;
    }

    private void nameSessions() throws ServerFailure, InterruptedException, TimeoutException {
        if (System.nanoTime() < nextNaming) {
            return;
        }
        long midstream = listening.heard().midstream();
        if (midstream == named) {
            return;
        }
        listening.name(new SessionList(ServerSession.read(connection), place::is));
        named = midstream;
        nextNaming = System.nanoTime() + NAMING_NANOS;
    }

    private void readRunning() throws ServerFailure {
        if (running == null || System.nanoTime() - runningRead >= RUNNING_NANOS) {
            running = null;
            running = RunningThreads.read(connection);
            runningRead = System.nanoTime();
        }
    }

    @FunctionalInterface
    private interface Reading {
        void make() throws ServerFailure, InterruptedException, TimeoutException;
    }

    private void attempt(String about, Reading reading) throws InterruptedException {
        try {
            reading.make();
            problems.over(about);
        } catch (ServerFailure e) {
            problems.set(about, e.problem());
            if (e.kind() == ServerFailure.Kind.UNREACHABLE || connection.isClosed()) {
                leave();
            }
        } catch (TimeoutException e) {
            problems.set(about, new Problem("capture-stalled", "the capture thread does not answer", "", ""));
        }
    }

    private void leave() {
        connection.close();
        ownBefore += connection.ownQuestions();
        connection = null;
        nextLogin = System.nanoTime() + backoff.failed();
    }

    private void show() {
        ServerView before = view;
        view = new ServerView(
                connection == null ? before.version() : connection.version(),
                connection != null,
                connection == null ? before.instrumented() : connection.isInstrumented(),
                lastBoundary,
                digestsLost,
                statistics.resets(),
                questions.total(),
                questions.lastMinute(),
                problems.open());
    }

    private static long nowNanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * SECOND + now.getNano();
    }
}
