package io.hydrophone.probe;

import io.hydrophone.core.HeapTrim;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.digest.summary.Summary;
import io.hydrophone.digest.summary.Transaction;
import io.hydrophone.probe.server.ServerWatch;
import io.hydrophone.probe.settings.LiveSettings;
import io.hydrophone.probe.settings.Settings;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.wire.source.CaptureCounters;
import io.hydrophone.wire.source.DeviceCounters;
import io.hydrophone.wire.source.PacketSource;
import io.hydrophone.wire.source.PacketSources;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Listens, on a thread of its own, until it is stopped or the source ends. All that it tells may be asked from any
 * thread and is consistent: a second that is over, or one instant of the capture thread.
 */
public final class Probe implements AutoCloseable, Settings.Target {
    private static final long ANSWER_MILLIS = 2_000;
    /** After the second in which a change is asked for, one more may be open on a thread that lags. */
    private static final int CHANGE_SECONDS = 2;

    private final PacketSources sources;
    private final ProbeOptions options;
    private final Ledger ledger;
    private final Ears ears;
    private final Throttle throttle;
    private final Seconds seconds;
    private final Reports reports;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final long startNanos = System.nanoTime();
    private final Thread capture;
    /** Null where no server is asked. */
    private final ServerWatch watch;

    private volatile LiveSettings settings;
    private volatile Problem problem;

    private Probe(
            PacketSources sources,
            ProbeOptions options,
            Consumer<String> notices,
            List<Consumer<IntervalReport>> readers) {
        this.sources = sources;
        this.options = options;
        this.settings =
                new LiveSettings(options.report().interval(), options.report().slowNanos(), options.sample());
        this.ledger = new Ledger(options.maxStatements());
        AskedServer asked = options.server();
        this.seconds = new Seconds(sources.count(), Listener.second(options.report()));
        this.reports = new Reports(options.report(), sources::counters, readers);
        this.ears = new Ears(sources, options, seconds);
        this.throttle = new Throttle(ears, options, notices);
        this.watch = asked == null
                ? null
                : new ServerWatch(
                        asked.url(),
                        asked.place(),
                        asked.interval(),
                        options.listens() ? new ServerListening(this, ears) : null,
                        asked.told());
        this.capture = Thread.ofPlatform().name("capture").daemon().unstarted(this::listen);
    }

    /** Begins to listen; the source is the probe's from here on. */
    public static Probe start(PacketSource source, ProbeOptions options) {
        return start(PacketSources.of(source), options, notice -> {});
    }

    /**
     * Begins to listen, on a thread for each source; they are the probe's from here on.
     *
     * @param notices receives what its user should know at once, a line each, on some thread
     * @throws ProblemException when there is a limit of processor time and the system does not tell threads theirs
     */
    public static Probe start(PacketSources sources, ProbeOptions options, Consumer<String> notices) {
        return start(sources, options, notices, List.of());
    }

    /**
     * The same, with those who read the report of every interval, from the first on.
     *
     * @param readers called one after the other, by one thread that waits for them; see {@link #addReader}
     */
    public static Probe start(
            PacketSources sources,
            ProbeOptions options,
            Consumer<String> notices,
            List<Consumer<IntervalReport>> readers) {
        if (options.cpuLimitPercent() > 0) {
            Throttle.check();
        }
        Probe probe = new Probe(sources, options, notices, readers);
        Thread.ofVirtual().name("ledger").start(probe::write);
        probe.capture.start();
        if (probe.watch != null) {
            probe.watch.start();
        }
        if (options.cpuLimitPercent() > 0) {
            Thread.ofVirtual().name("cpu-limit").start(probe::throttle);
        }
        return probe;
    }

    private void listen() {
        try {
            ears.run();
        } catch (ProblemException e) {
            problem = e.problem();
        } catch (IOException e) {
            problem = new Problem("capture-failed", String.valueOf(e.getMessage()), options.devices(), "");
        } finally {
            seconds.end();
        }
    }

    private void write() {
        HeapTrim trim = new HeapTrim();
        try {
            seconds.run(second -> {
                ledger.add(second.summary());
                trim.run();
                if (watch != null) {
                    watch.heard(second.summary());
                }
                reports.add(second);
            });
            reports.end();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private void throttle() {
        try {
            throttle.run(this);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Asks the capture thread, which answers within a tenth of a second.
     *
     * @throws TimeoutException when it has not for two seconds: the source delivers no packets and no ticks
     */
    public Observation observe() throws TimeoutException, InterruptedException {
        try {
            return ears.ask().get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("questions are answered, not failed", e);
        }
    }

    /**
     * Has a reader called with the report of each interval from the next on: every one once, in order, numbered without
     * holes. It is called away from the capture threads, and must not wait for long: the figures that the probe tells
     * wait meanwhile.
     */
    public void addReader(Consumer<IntervalReport> reader) {
        reports.addReader(reader);
    }

    /** What tells the reports of this run from those of others: when it began, in microseconds since 1970. */
    public long epoch() {
        return reports.epoch();
    }

    /** What was heard since the start, until the last second that is over. */
    public Summary sinceStart() {
        return ledger.sinceStart();
    }

    /** How many statements ended since the start. */
    public long queries() {
        return ledger.queries();
    }

    /** What was heard in the last seconds, at most those of five minutes that are still kept. */
    public Summary last(int lastSeconds) {
        return ledger.last(lastSeconds);
    }

    /** What was heard in the seconds that touch a range of time since 1970, as far as they are still kept. */
    public Summary between(long fromNanos, long toNanos) {
        return ledger.between(fromNanos, toNanos);
    }

    /** Transactions that ended in a range of time since 1970 and stood out, as far as they are still kept. */
    List<Transaction> transactions(long fromNanos, long toNanos) {
        return ledger.transactions(fromNanos, toNanos);
    }

    /** The load of the last seconds together, at most 300. */
    public Pulse pulse(int lastSeconds) {
        return ledger.pulse(lastSeconds);
    }

    /** The load of each of the last seconds, at most 300, oldest first. */
    public List<Pulse> pulses(int lastSeconds) {
        return ledger.pulses(lastSeconds);
    }

    /** The server that is asked beside, or null. */
    public ServerWatch server() {
        return watch;
    }

    <T> T counters(Function<Counters, T> reader) {
        return ledger.counters(reader);
    }

    public CaptureCounters captured() {
        return sources.counters();
    }

    /** The same by device, at most a second old; empty where there are none. */
    List<DeviceCounters> devices() {
        return sources.devices();
    }

    /** How many threads capture. */
    int workers() {
        return sources.count();
    }

    @Override
    public LiveSettings settings() {
        return settings;
    }

    /**
     * Sampling changes at once, reports from the second after the next on: all threads are before it, so that every report is of one
     * interval and one threshold. The report that is open then ends there.
     */
    @Override
    public synchronized void change(LiveSettings changed) {
        LiveSettings before = settings;
        settings = changed;
        long second = Listener.INTERVAL.toNanos();
        Instant now = Instant.now();
        long from = (now.getEpochSecond() + CHANGE_SECONDS) * second;
        if (changed.slowNanos() != before.slowNanos() || !changed.interval().equals(before.interval())) {
            ears.slow(new Listener.Slow(from, changed.slowNanos()));
            reports.change(from, changed.interval());
        }
        if (!changed.sample().equals(before.sample())) {
            throttle.ask(changed.sample());
        }
    }

    /** Which part of the sessions is heard now. */
    public SampleState sampling() {
        return throttle.state();
    }

    /** The capture threads' processor time in nanoseconds; −1 when the system does not tell. */
    long captureCpuNanos() {
        return ears.cpuNanos();
    }

    public ProbeOptions options() {
        return options;
    }

    /** Since the probe began. */
    public long uptimeNanos() {
        return System.nanoTime() - startNanos;
    }

    /** What ended the listening, or null. */
    public Problem problem() {
        return problem;
    }

    /** Whether the source has ended and all of it is counted. */
    public boolean awaitEnd(long time, TimeUnit unit) throws InterruptedException {
        return ended.await(time, unit);
    }

    /** Ends the listening soon; a server that is asked beside is asked once more before. From any thread. */
    public void end() {
        if (watch != null) {
            try {
                watch.finish();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        sources.stop();
    }

    /** Stops listening; what was heard is counted and can still be asked. */
    public void stop() throws InterruptedException {
        end();
        capture.join();
        ended.await();
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (watch != null) {
            watch.close();
        }
        sources.close();
    }
}
