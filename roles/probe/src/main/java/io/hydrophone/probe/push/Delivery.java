package io.hydrophone.probe.push;

import io.hydrophone.core.Problem;
import io.hydrophone.probe.settings.GroupChanges;
import io.hydrophone.probe.settings.Settings;
import io.hydrophone.report.ReportId;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The thread that delivers. It keeps the connections, sends what the backlog has over one of them, and begins again over another when that one
 * fails. Servers are heard on other threads, which touch nothing but what is in flight.
 */
final class Delivery {
    /** How long the thread sleeps at most: failures and times are looked at so often. */
    private static final Duration TICK = Duration.ofMillis(100);

    /** Reports go over one connection until it fails. */
    private record Session(PushServer server, Link link, InFlight inFlight) {}

    private final PushOptions options;
    private final Connector connector;
    private final Backlog backlog;
    private final LastProblem told;
    private final ServerList servers;
    private final Fence fence = new Fence();
    private final Semaphore bell = new Semaphore(0);
    private final Thread thread = Thread.ofPlatform().daemon().name("pusher").unstarted(this::run);
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong resent = new AtomicLong();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong stray = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final Ear ear = new Ear();
    private volatile Session session;
    private volatile boolean ending;
    /** Null for none. Set before the thread begins. */
    private Introduction introduction;
    /** Null where a receiver changes nothing. Set before the thread begins. */
    private SettingsExchange exchange;

    private long ping;
    private long highestOnDisk;
    private long highestInMemory;

    Delivery(PushOptions options, Connector connector, Backlog backlog, LastProblem told) {
        this.options = options;
        this.connector = connector;
        this.backlog = backlog;
        this.told = told;
        this.servers = new ServerList(options, told);
    }

    void follow(Settings settings) {
        exchange = new SettingsExchange(settings);
    }

    void start(Introduction introduced) {
        introduction = introduced;
        thread.start();
    }

    void setServers(List<URI> others) {
        servers.want(others);
        bell.release();
    }

    boolean isConnected() {
        return session != null;
    }

    void close() {
        ending = true;
        bell.release();
        if (thread.getState() == Thread.State.NEW) {
            connector.close();
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    PushCounters counters() {
        Session current = session;
        Map<URI, Long> reconnects = new LinkedHashMap<>();
        servers.all().forEach(server -> reconnects.put(server.uri(), server.reconnects()));
        Backlog.Figures waiting = backlog.figures();
        return new PushCounters(
                sent.get(),
                resent.get(),
                acknowledged.get(),
                waiting.dropped(),
                stray.get(),
                refused.get(),
                waiting.queue(),
                waiting.memoryReports(),
                waiting.memoryBytes(),
                Map.copyOf(reconnects),
                current == null ? null : current.server.uri(),
                fence.highest(),
                told.last());
    }

    private void run() {
        try {
            while (!ending) {
                stepSafely();
            }
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts the pusher", e);
        } finally {
            servers.close();
            connector.close();
        }
    }

    /** A defect must not end delivering silently: it is told, and the connection begun anew. */
    private void stepSafely() throws InterruptedException {
        try {
            step();
        } catch (RuntimeException e) {
            told.accept(PushProblems.inside(e));
            session = null;
            rest();
        }
    }

    private void step() throws InterruptedException {
        tend();
        Session current = current();
        if (current != null && exchange != null) {
            exchange.tend(current.link);
        }
        if (current == null || current.inFlight.isFull()) {
            rest();
        } else {
            Pending next = backlog.next(TICK);
            if (next != null) {
                send(current, next);
            }
        }
    }

    private void rest() throws InterruptedException {
        if (bell.tryAcquire(TICK.toNanos(), TimeUnit.NANOSECONDS)) {
            bell.drainPermits();
        }
    }

    /** Looks after all connections, and opens those that are wanted. */
    private void tend() {
        long now = System.nanoTime();
        servers.update(now);
        Session current = session;
        if (current != null && !servers.all().contains(current.server)) {
            session = null; // What it has not acknowledged goes to the next.
        } else if (current != null) {
            if (current.inFlight.hasDone()) {
                current.server.succeeded();
                servers.succeeded();
            }
            long oldest = current.inFlight.oldestNanos(now);
            if (now - oldest > options.times().acknowledge().toNanos()) {
                current.link.fail(PushProblems.notAcknowledged(
                        current.server.uri(), options.times().acknowledge()));
            }
        }
        for (PushServer server : servers.all()) {
            keepOut(server);
            Problem problem = server.tend(now, ping);
            if (problem != null) {
                told.accept(problem);
            }
        }
        if (options.preconnect()) {
            servers.all().stream().filter(server -> server.mayConnect(now)).forEach(this::connect);
        }
    }

    /** A connection to one that was master before another. */
    private void keepOut(PushServer server) {
        Link link = server.connected();
        if (link != null && !fence.admits(link.masterEpoch())) {
            link.fail(PushProblems.fenced(server.uri(), link.masterEpoch(), fence.highest()));
        }
    }

    /** The session that stands, or a new one, or null while there is no connection. */
    private Session current() {
        Session current = session;
        if (current != null && current.link.isConnected()) {
            return current;
        }
        session = null;
        long now = System.nanoTime();
        PushServer server = servers.connected(now);
        Link link = server == null ? null : server.connected();
        if (link != null) {
            return begin(server, link);
        }
        PushServer next = servers.next(now);
        if (next != null) {
            connect(next);
        }
        return null;
    }

    private Session begin(PushServer server, Link link) {
        backlog.rewind();
        Session begun = new Session(server, link, new InFlight(this::done));
        session = begun;
        return begun;
    }

    private void done(Pending last, int reports) {
        acknowledged.addAndGet(reports);
        backlog.acknowledge(last);
        bell.release();
    }

    private void connect(PushServer server) {
        server.connect(connector.client(), options, introduction, ear);
    }

    private void send(Session to, Pending next) {
        boolean pings = options.receiver() == Receiver.MYSQLPROBE;
        to.inFlight.add(next, ++ping, System.nanoTime());
        if (!to.link.send(next.report().bytes()) || (pings && !to.link.ping(ping))) {
            return; // The next step finds why, and sends it again.
        }
        sent.incrementAndGet();
        if (next.isOnDisk() ? next.onDisk() <= highestOnDisk : next.inMemory() <= highestInMemory) {
            resent.incrementAndGet();
        }
        highestOnDisk = Math.max(highestOnDisk, next.onDisk());
        highestInMemory = Math.max(highestInMemory, next.inMemory());
    }

    /** Hears the servers; those that reports do not go to say nothing that counts, but their epoch, and that they take none. */
    private final class Ear implements Link.Ear {
        @Override
        public void text(Link link, String text) {
            ReceiverMessage message = ReceiverMessage.parse(text);
            if (message.masterEpoch() != Fence.UNKNOWN) {
                link.masterEpoch(message.masterEpoch());
            }
            if (!fence.admits(link.masterEpoch())) {
                link.fail(PushProblems.fenced(link.server(), link.masterEpoch(), fence.highest()));
                return;
            }
            Session current = session;
            if (message instanceof ReceiverMessage.Refused(String reason, URI master)) {
                refused.incrementAndGet();
                // It may come before the connection is the one that reports go to.
                if (master != null && (current == null || current.link == link)) {
                    servers.follow(master);
                }
                link.fail(PushProblems.refused(link.server(), reason));
            } else if (message instanceof ReceiverMessage.Settings(GroupChanges changes)) {
                link.settings(changes);
                bell.release();
            } else if (current != null && current.link == link) {
                answered(current, message);
            }
        }

        private void answered(Session current, ReceiverMessage message) {
            switch (message) {
                case ReceiverMessage.Acknowledged(ReportId last, long epoch)
                when options.receiver() == Receiver.NATIVE -> countStray(current.inFlight.acknowledge(last));
                case ReceiverMessage.Epoch ignored -> {}
                default -> countStray(InFlight.Verdict.STRAY);
            }
        }

        @Override
        public void pong(Link link, long number) {
            Session current = session;
            if (options.receiver() == Receiver.MYSQLPROBE && current != null && current.link == link) {
                current.inFlight.answered(number);
            }
        }

        private void countStray(InFlight.Verdict verdict) {
            if (verdict == InFlight.Verdict.STRAY) {
                stray.incrementAndGet();
            }
        }

        @Override
        public void changed() {
            bell.release();
        }
    }
}
