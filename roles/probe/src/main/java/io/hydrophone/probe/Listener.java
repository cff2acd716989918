package io.hydrophone.probe;

import io.hydrophone.core.Source;
import io.hydrophone.digest.DigestOptions;
import io.hydrophone.digest.IntervalDigest;
import io.hydrophone.digest.QueryFilter;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.digest.summary.Transaction;
import io.hydrophone.digest.transaction.TransactionOptions;
import io.hydrophone.report.CaptureFigures;
import io.hydrophone.wire.DecoderOptions;
import io.hydrophone.wire.Ports;
import io.hydrophone.wire.SampleRatio;
import io.hydrophone.wire.TrafficDecoder;
import io.hydrophone.wire.source.LinkType;
import io.hydrophone.wire.source.PacketHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Decodes and counts on the capture thread, and hands on a summary each second. Others ask it by leaving a question,
 * which is answered at the next tick: so the way of a packet has no lock and looks at nothing that others write.
 */
final class Listener implements PacketHandler {
    static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final int MAX_SESSIONS = 16_384;
    private static final int MAX_TEXT = 256 << 10;
    private static final long MAX_BUFFERS = 16L << 20;
    /** In one second; more fall into the row {@code other}. */
    private static final int MAX_STATEMENTS = 2_000;

    private static final int MAX_CLIENTS = 1_024;

    /** Of each second, the few that lasted longest and those with the longest pause. */
    private static final TransactionOptions TRANSACTIONS = new TransactionOptions(1_000_000_000L, 1_000_000_000L, 5, 0);

    /** The bounds of one second. */
    static final DigestOptions SECOND =
            new DigestOptions(MAX_STATEMENTS, MAX_CLIENTS, -1, QueryFilter.ALL).withTransactions(TRANSACTIONS);

    /** What a second counts, for reports that are made so. */
    static DigestOptions second(ReportOptions report) {
        return SECOND.withSlowNanos(report.slowNanos()).withTags(report.tags());
    }

    private final IntervalDigest digest;
    private final Consumer<Second> closed;
    private final TrafficDecoder decoder;
    /** Null where no server is asked beside. */
    private final QuestionCounter counter;

    private final Queue<FutureTask<?>> orders = new ConcurrentLinkedQueue<>();
    private final Queue<CompletableFuture<Observation>> questions = new ConcurrentLinkedQueue<>();
    /** What was seen at the end; null before. */
    private volatile Observation last;

    /** Null until the capture thread has been here. */
    private volatile ThreadTime time;

    /**
     * From when on which queries are slow.
     *
     * @param fromNanos the first second of which that holds, since 1970
     */
    record Slow(long fromNanos, long nanos) {}

    /** Null when nothing is to be changed. */
    private final AtomicReference<Slow> slow = new AtomicReference<>();

    private volatile SampleRatio wanted;
    private SampleRatio sample;
    private long now;
    /** What the seconds that are over have told of. */
    private CaptureFigures told = CaptureFigures.NONE;

    /** @param closed receives what was heard in each second, on the capture thread */
    Listener(DecoderOptions decoding, Consumer<Second> closed) {
        this(decoding, closed, SECOND, null);
    }

    /**
     * @param second the bounds of one second
     * @param asked whether an instance is the server whose questions are counted; null for none
     */
    Listener(DecoderOptions decoding, Consumer<Second> closed, DigestOptions second, Predicate<String> asked) {
        this.closed = closed;
        digest = new IntervalDigest(Source.WIRE, second, INTERVAL, this::close);
        counter = asked == null ? null : new QuestionCounter(asked, digest);
        decoder = new TrafficDecoder(decoding, counter == null ? digest : counter);
        sample = decoding.sample();
        wanted = sample;
        digest.sample(sample);
    }

    private void close(Summary second) {
        CaptureFigures capture = Second.figures(decoder.counters()).since(told);
        told = told.plus(capture);
        closed.accept(new Second(second, capture));
        Slow change = slow.get();
        if (change != null && second.toNanos() >= change.fromNanos && slow.compareAndSet(change, null)) {
            digest.slow(change.nanos);
        }
    }

    /** Counts other queries as slow from a second on; from any thread. */
    void slow(Slow change) {
        slow.set(change);
    }

    /** The bounds of all listeners together. */
    static DecoderOptions decoding(Ports ports) {
        return new DecoderOptions(ports, MAX_SESSIONS, MAX_TEXT, MAX_BUFFERS);
    }

    @Override
    public void packet(long nanos, LinkType link, byte[] data, int offset, int captured, int length) {
        now = nanos;
        decoder.packet(nanos, link, data, offset, captured, length);
    }

    @Override
    public void tick(long nanos) {
        now = Math.max(now, nanos);
        decoder.tick(nanos);
        digest.tick(nanos);
        if (time == null) {
            time = ThreadTime.ofThisThread();
        }
        if (!wanted.equals(sample)) {
            sample = wanted;
            decoder.sample(sample);
            digest.sample(sample);
        }
        for (FutureTask<?> order = orders.poll(); order != null; order = orders.poll()) {
            order.run();
        }
        if (!questions.isEmpty()) {
            answerAll(observe());
        }
    }

    @Override
    public void end() {
        if (last != null) {
            return;
        }
        Observation running =
                observe(); // The decoder's end is the end of what runs, and of what waits for a missing byte.
        decoder.end();
        digest.end();
        long heard = counter == null ? -1 : counter.heard();
        last = new Observation(
                now,
                decoder.counters(),
                decoder.streams(),
                decoder.encrypted(),
                running.running(),
                running.runningCount(),
                running.transactions(),
                heard);
        answerAll(last);
    }

    /** What is seen now; from any thread. Answered within a tick, and at once when the source has ended. */
    CompletableFuture<Observation> ask() {
        CompletableFuture<Observation> question = new CompletableFuture<>();
        questions.add(question);
        if (last != null) {
            answerAll(last);
        }
        return question;
    }

    /** Has the capture thread do something to its decoder at the next tick; from any thread. Not done after the end. */
    Future<?> order(Consumer<TrafficDecoder> action) {
        FutureTask<Void> order = new FutureTask<>(() -> action.accept(decoder), null);
        orders.add(order);
        return order;
    }

    /** Hears this part of the sessions from the next tick on; from any thread. */
    void sample(SampleRatio ratio) {
        wanted = ratio;
    }

    /** The capture thread's processor time; −1 when the system does not tell, or nothing has come yet. From any thread. */
    long cpuNanos() {
        return time == null ? -1 : time.nanos();
    }

    private void answerAll(Observation observation) {
        for (CompletableFuture<Observation> question = questions.poll();
                question != null;
                question = questions.poll()) {
            question.complete(observation);
        }
    }

    private Observation observe() {
        List<RunningStatement> running = new ArrayList<>();
        Set<Long> busy = new HashSet<>();
        long[] count = new long[1];
        long[] asked = new long[1];
        decoder.running(query -> {
            busy.add(query.session());
            if (counter != null && counter.asks(query)) {
                asked[0]++;
            }
            if (count[0]++ < Observation.MAX_RUNNING) {
                running.add(RunningStatement.of(query, now));
            }
        });
        running.sort(Comparator.comparingLong(RunningStatement::startNanos));
        List<Transaction> open = new ArrayList<>();
        digest.transactions().forEachOpen(now, busy::contains, open::add);
        long heard = counter == null ? -1 : counter.heard() + asked[0];
        return new Observation(
                now,
                decoder.counters(),
                decoder.streams(),
                decoder.encrypted(),
                running,
                count[0],
                OpenTransactions.of(open),
                heard);
    }
}
