package io.hydrophone.agent.forward;

import io.hydrophone.agent.batch.Batch;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import io.hydrophone.core.Signal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Takes what waits for a sink there, on as many threads as it wants. */
final class Courier {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final SinkOptions options;
    private final Sink sink;
    private final SinkQueue queue;
    private final Consumer<Problem> told;
    private final LongSupplier micros;
    private final Pace pace;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong merged = new AtomicLong();
    private final AtomicLong batches = new AtomicLong();
    private final AtomicLong retried = new AtomicLong();
    private volatile long lastDelivered = -1;
    private volatile Problem lastProblem;
    private volatile boolean ending;

    Courier(SinkOptions options, Sink sink, SinkQueue queue, Consumer<Problem> told, LongSupplier micros) {
        this.options = options;
        this.sink = sink;
        this.queue = queue;
        this.told = told;
        this.micros = micros;
        this.pace = new Pace(options.retryCap());
    }

    void start() {
        for (int i = 0; i < sink.parallel(); i++) {
            threads.add(Thread.ofVirtual().name("sink-" + options.name()).start(this::run));
        }
    }

    boolean takes(Signal signal) {
        return sink.takes(signal);
    }

    SinkQueue queue() {
        return queue;
    }

    SinkFigures figures() {
        return new SinkFigures(
                options.name(),
                queue.figures(),
                delivered.get(),
                merged.get(),
                batches.get(),
                pace.failures(),
                retried.get(),
                sink.traffic().bytesSent(),
                sink.traffic().bytesReceived(),
                lastDelivered,
                lastProblem);
    }

    private void run() {
        try {
            while (!ending) {
                step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // It was told to end.
        }
    }

    private void step() throws InterruptedException {
        pace.await();
        Handed next = queue.take(TICK);
        if (next == null) {
            pace.let();
            return;
        }
        boolean settled = false;
        try {
            settled = attempt(next);
        } finally {
            if (!settled) { // Interrupted, or a defect.
                queue.giveBack(next, false);
            }
        }
    }

    /** Whether the record was dealt with, in whatever way. */
    private boolean attempt(Handed next) throws InterruptedException {
        Batch batch = next.record().batch();
        if (batch == null) {
            pace.let();
            queue.drop(next, DropReason.UNPARSED);
            return true;
        }
        try {
            conclude(next, sink.deliver(batch));
        } catch (IOException | ProblemException e) {
            fail(next, unreached(e), Duration.ZERO, false);
        } catch (RuntimeException e) { // A defect must not end delivering silently.
            System.getLogger(Courier.class.getName())
                    .log(System.Logger.Level.ERROR, "cannot deliver to " + options.name(), e);
            fail(next, unreached(e), Duration.ZERO, true);
        }
        return true;
    }

    private void conclude(Handed next, Delivery delivery) {
        switch (delivery) {
            case Delivery.Taken(int left) -> {
                pace.succeeded();
                queue.delivered(next);
                delivered.addAndGet(next.record().signals() - left);
                merged.addAndGet(left);
                batches.incrementAndGet();
                lastDelivered = micros.getAsLong();
            }
            case Delivery.Refused(Problem problem) -> {
                pace.succeeded();
                queue.drop(next, DropReason.REFUSED);
                tell(problem);
            }
            case Delivery.Later(Problem problem, Duration pause) -> fail(next, problem, pause, true);
        }
    }

    private void fail(Handed next, Problem problem, Duration pause, boolean answered) {
        retried.incrementAndGet();
        queue.giveBack(next, answered);
        pace.failed(pause);
        tell(problem);
    }

    private void tell(Problem problem) {
        lastProblem = problem;
        told.accept(problem);
    }

    private Problem unreached(Exception e) {
        if (e instanceof ProblemException known) {
            return known.problem();
        }
        return new Problem(
                "sink-not-reached",
                "the sink " + options.name() + " cannot be reached (" + Reason.innermost(e) + ")",
                options.name(),
                "it is tried again; what waits is kept");
    }

    /** Waits until nothing waits, as long as the sink takes what it is sent, and at most so long. */
    void flush(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (queue.figures().signals() > 0 && pace.failures() == 0 && System.nanoTime() < deadline) {
            Thread.sleep(10);
        }
    }

    /** Ends sending. Returns how many signals are lost, because only memory had them. */
    long close() {
        ending = true;
        threads.forEach(Thread::interrupt);
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sink.close();
        return queue.end();
    }
}
