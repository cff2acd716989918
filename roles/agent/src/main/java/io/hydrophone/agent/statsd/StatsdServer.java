package io.hydrophone.agent.statsd;

import io.hydrophone.agent.SignalSink;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import io.hydrophone.core.SeldomTold;
import io.hydrophone.core.Signal;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** DogStatsD: hears samples, events and service checks, and hands on sums at the end of each interval. */
public final class StatsdServer implements AutoCloseable {
    private static final long SECOND_MICROS = 1_000_000;

    private final StatsdOptions options;
    private final SignalSink sink;
    private final Consumer<Problem> told;
    private final Aggregator aggregator;
    private final List<DatagramSource> sources = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch ending = new CountDownLatch(1);
    private final AtomicLong notForwarded = new AtomicLong();
    private int port = -1;

    private StatsdServer(StatsdOptions options, SignalSink sink, Consumer<Problem> told) {
        this.options = options;
        this.sink = sink;
        this.told = new SeldomTold(told);
        this.aggregator = new Aggregator(options, StatsdServer::micros);
    }

    /**
     * Begins to listen.
     *
     * @param told what goes wrong on the way
     * @throws ProblemException {@code statsd-not-heard} when a socket cannot be had
     */
    public static StatsdServer start(StatsdOptions options, SignalSink sink, Consumer<Problem> told) {
        StatsdServer server = new StatsdServer(options, sink, told);
        server.open();
        for (DatagramSource source : server.sources) {
            server.threads.add(Thread.ofPlatform().daemon().name("statsd").start(() -> server.receive(source)));
        }
        server.threads.add(Thread.ofPlatform().daemon().name("statsd-flush").start(server::flushInTime));
        return server;
    }

    private void open() {
        String where = options.host() + ":" + options.port();
        try {
            if (options.host() != null) {
                DatagramSource.Udp udp = new DatagramSource.Udp(options.host(), options.port());
                sources.add(udp);
                port = udp.port();
            }
            if (options.socket() != null) {
                where = options.socket().toString();
                sources.add(new UnixDatagrams(options.socket()));
            }
        } catch (IOException e) {
            closeSources();
            Problem problem = new Problem(
                    "statsd-not-heard",
                    "samples cannot be heard here (" + Reason.ofFile(e) + ")",
                    where,
                    "does another agent listen there? name another port or socket");
            throw new ProblemException(problem, e);
        }
    }

    /** Of UDP; −1 where it is not listened to. */
    public int port() {
        return port;
    }

    public StatsdCounters counters() {
        return aggregator.counters(port < 0 ? -1 : KernelDrops.at(port), notForwarded.get());
    }

    private void receive(DatagramSource source) {
        try {
            while (ending.getCount() > 0) {
                int length = source.receive();
                if (length > 0) {
                    aggregator.datagram(source.bytes(), length);
                }
            }
        } catch (IOException e) {
            if (ending.getCount() > 0) {
                told.accept(new Problem(
                        "statsd-not-heard",
                        "samples are heard no more (" + Reason.ofFile(e) + ")",
                        options.host() + ":" + port,
                        "start the agent again"));
            }
        }
    }

    /** At whole intervals of the clock; what is not added up each second. */
    private void flushInTime() {
        try {
            long interval = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.EPOCH.plus(options.flush()));
            long next = (micros() / interval + 1) * interval;
            while (!ending.await(Math.clamp(next - micros(), 0, SECOND_MICROS), TimeUnit.MICROSECONDS)) {
                long now = micros();
                if (now >= next) {
                    flush(now / interval * interval);
                    next = (now / interval + 1) * interval;
                }
                forward(aggregator.ready());
            }
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts the flush", e);
        }
    }

    /** @param ts the end of the interval */
    private void flush(long ts) {
        forward(aggregator.flush(ts));
    }

    private void forward(List<? extends Signal> signals) {
        if (signals.isEmpty()) {
            return;
        }
        try {
            sink.accept(signals);
        } catch (ProblemException e) {
            notForwarded.addAndGet(signals.size());
            told.accept(e.problem());
        }
    }

    /** Hands on what came so far. */
    @Override
    public void close() {
        ending.countDown();
        closeSources();
        try {
            for (Thread thread : threads) {
                thread.join(Duration.ofSeconds(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        forward(aggregator.ready());
        flush(micros());
    }

    private void closeSources() {
        for (DatagramSource source : sources) {
            try {
                source.close();
            } catch (IOException e) {
                // It is not heard any more.
            }
        }
    }

    private static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
