package io.hydrophone.probe.master;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.http.Channel;
import io.hydrophone.http.ChannelEnd;
import io.hydrophone.http.ChannelRoute;
import io.hydrophone.http.HttpRequest;
import io.hydrophone.probe.push.SealedReport;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * {@code /intake}: where probes push their reports. A report is acknowledged when it is safe here and with every standby,
 * not before. What is no report ends its connection. For any thread.
 */
final class Intake implements ChannelRoute {
    /** Reports that are read at the same time: each may take some hundred times its size for a moment. */
    private static final int READING = 2;

    /** A connection that was heard so lately is alive. */
    private static final long ALIVE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Keeper keeper;
    private final Supplier<Standing> standing;
    private final String group;
    private final Runnable accepted;
    private final Consumer<Problem> told;
    private final Semaphore reading = new Semaphore(READING);
    /** By the probe's name. */
    private final Map<String, Sender> senders = new TreeMap<>();
    /** Of probes that are gone, the last that was known. */
    private final Map<String, Sender> gone = new TreeMap<>();

    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong bad = new AtomicLong();

    /** @param accepted called after each report */
    Intake(Keeper keeper, Supplier<Standing> standing, String group, Runnable accepted, Consumer<Problem> told) {
        this.keeper = keeper;
        this.standing = standing;
        this.group = group;
        this.accepted = accepted;
        this.told = told;
    }

    @Override
    public Listener accept(HttpRequest request) {
        request.expectOnly("probe", "epoch", "version", "address", "group");
        String probe = request.parameter("probe");
        if (probe == null || probe.isEmpty()) {
            throw new ProblemException(
                    "bad-parameter", "whose reports are these?", request.path(), "give the probe's name: ?probe=NAME");
        }
        String theirs = text(request, "group");
        if (!theirs.isEmpty() && !theirs.equals(group)) {
            throw new ProblemException(
                    "wrong-group",
                    "this is the group " + group + ", not " + theirs,
                    request.path(),
                    "look at cluster.group on both sides");
        }
        return new Connection(new Sender(probe, epoch(request), address(request), text(request, "version")));
    }

    /** As a URL, {@code http://HOST:PORT}. */
    private static String address(HttpRequest request) {
        String address = text(request, "address");
        if (!address.isEmpty() && !address.matches("https?://[A-Za-z0-9.:\\[\\]_-]+:[0-9]{1,5}/?")) {
            throw new ProblemException(
                    "bad-parameter", "the address is no URL", request.path(), "give such as http://10.0.0.7:8667");
        }
        return address;
    }

    private static long epoch(HttpRequest request) {
        String text = request.parameter("epoch");
        try {
            return text == null ? -1 : ReportId.parseEpoch(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    new Problem("bad-parameter", "the epoch is no number", request.path(), "give hexadecimal digits"),
                    e);
        }
    }

    private static String text(HttpRequest request, String name) {
        String value = request.parameter(name);
        return value == null ? "" : value;
    }

    private final class Connection implements Listener {
        private final Sender sender;

        Connection(Sender sender) {
            this.sender = sender;
        }

        @Override
        public void opened(Channel channel) {
            sender.opened(channel);
            Standing now = standing.get();
            if (!now.isMaster()) {
                refuse("this is a standby", now.masterAddress());
                return;
            }
            Sender before = enter(sender);
            if (before == sender) {
                refuse(
                        "another node is called " + sender.probe() + ", at "
                                + senders().get(sender.probe()).client(),
                        "");
            } else if (before != null) {
                before.refuse(IntakeReply.refused("it has connected once more", ""));
            }
        }

        @Override
        public void received(Channel channel, byte[] frame) {
            Standing now = standing.get();
            if (!now.isMaster()) {
                refuse("this is a standby", now.masterAddress());
                return;
            }
            try {
                reading.acquire();
                try {
                    take(frame);
                } finally {
                    reading.release();
                }
            } catch (ProblemException e) {
                bad.incrementAndGet();
                told.accept(new Problem(
                        e.problem().code(),
                        "a report of " + sender.probe() + " was refused: "
                                + e.problem().message(),
                        sender.client(),
                        e.problem().action()));
                refuse(e.problem().message(), "");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void take(byte[] frame) {
            IntervalReport report = Frames.read(frame);
            if (!report.id().probe().equals(sender.probe())) {
                throw new ProblemException(
                        "wrong-probe",
                        "it says that it is of " + report.id().probe(),
                        "",
                        "give each probe its own name");
            }
            long entry = keeper.accept(new SealedReport(report.id(), frame), report);
            sender.accepted(entry, report, frame.length);
            accepted.run();
        }

        private void refuse(String reason, String master) {
            refused.incrementAndGet();
            sender.refuse(IntakeReply.refused(reason, master));
        }

        @Override
        public void closed(Channel channel, ChannelEnd end) {
            leave(sender);
        }
    }

    /** The connection whose place it takes, itself when it is refused, or null. */
    private synchronized Sender enter(Sender sender) {
        Sender before = senders.get(sender.probe());
        boolean other = before != null && before.epoch() != sender.epoch() && before.epoch() >= 0;
        if (other && System.nanoTime() - before.heardNanos() < ALIVE_NANOS) {
            return sender;
        }
        senders.put(sender.probe(), sender);
        gone.remove(sender.probe());
        return before;
    }

    private synchronized void leave(Sender sender) {
        if (senders.remove(sender.probe(), sender)) {
            gone.put(sender.probe(), sender);
        }
    }

    /** The journal is safe up to an entry. */
    void safe(long upTo) {
        long epoch = standing.get().epoch();
        senders().values().forEach(sender -> sender.safe(upTo, epoch));
    }

    /** This node is no master any more. */
    void refuseAll() {
        String reply =
                IntakeReply.refused("this is a standby now", standing.get().masterAddress());
        senders().values().forEach(sender -> sender.refuse(reply));
    }

    /** Forgets a probe that is gone. */
    synchronized boolean forget(String probe) {
        return gone.remove(probe) != null;
    }

    /** Who is connected, by name. */
    synchronized Map<String, Sender> senders() {
        return new TreeMap<>(senders);
    }

    /** Who was connected, and is not now, by name. */
    synchronized List<Sender> gone() {
        return new ArrayList<>(gone.values());
    }

    /** Names of those that are connected. */
    synchronized Set<String> names() {
        return new TreeSet<>(senders.keySet());
    }

    /** Connections and reports that were refused. */
    long refused() {
        return refused.get();
    }

    /** Frames that were no reports. */
    long bad() {
        return bad.get();
    }
}
