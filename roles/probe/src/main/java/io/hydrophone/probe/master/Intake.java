package io.hydrophone.probe.master;

import io.hydrophone.core.Foreign;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.http.Channel;
import io.hydrophone.http.ChannelEnd;
import io.hydrophone.http.ChannelRoute;
import io.hydrophone.http.HttpRequest;
import io.hydrophone.probe.push.SealedReport;
import io.hydrophone.probe.settings.GroupChangesJson;
import io.hydrophone.probe.settings.Settings;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
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

    /** What is shown of a foreign name. */
    private static final int MAX_NAME = 128;

    /** A connection that was heard so lately is alive. */
    private static final long ALIVE_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final Keeper keeper;
    private final Settings settings;
    private final Supplier<Standing> standing;
    private final String group;
    private final Runnable accepted;
    private final Consumer<Problem> told;
    private final Semaphore reading = new Semaphore(READING);
    /** By the probe's name; another map with each that comes or goes, for it is read with each report. */
    private volatile NavigableMap<String, Sender> senders = Collections.emptyNavigableMap();
    /** Of probes that are gone, the last that was known. */
    private final Map<String, Sender> gone = new TreeMap<>();

    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong wrongGroup = new AtomicLong();
    private final AtomicLong bad = new AtomicLong();

    /** @param accepted called after each report */
    Intake(
            Keeper keeper,
            Settings settings,
            Supplier<Standing> standing,
            String group,
            Runnable accepted,
            Consumer<Problem> told) {
        this.keeper = keeper;
        this.settings = settings;
        this.standing = standing;
        this.group = group;
        this.accepted = accepted;
        this.told = told;
        settings.propagateTo(changes -> senders().values().forEach(sender -> sender.tell(changes)));
    }

    @Override
    public Listener accept(HttpRequest request) {
        request.expectOnly("probe", "epoch", "version", "address", "group");
        String probe = request.parameter("probe");
        if (probe == null || probe.isEmpty()) {
            throw new ProblemException(
                    "bad-parameter", "whose reports are these?", request.path(), "give the probe's name: ?probe=NAME");
        }
        return new Connection(
                new Sender(probe, epoch(request), address(request), text(request, "version"), text(request, "group")));
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
            if (!sender.group().isEmpty() && !sender.group().equals(group)) {
                refuseGroup();
                return;
            }
            Standing now = standing.get();
            if (!now.isMaster()) {
                refuse(now.refusal(), now.masterAddress());
                return;
            }
            Sender before = enter(sender);
            if (before == sender) {
                refuse(
                        "another node is called " + sender.probe() + ", at "
                                + senders().get(sender.probe()).client(),
                        "");
                return;
            } else if (before != null) {
                before.refuse(IntakeReply.refused("it has connected once more", ""));
            }
            sender.tell(settings.known()); // Also when that is nothing: then it tells what it knows.
        }

        /** In so many words, over the connection: of a handshake that fails a client learns the status alone. */
        private void refuseGroup() {
            String names = "the master is of the group '" + group + "', the probe of '"
                    + Foreign.text(sender.group(), MAX_NAME) + "'";
            wrongGroup.incrementAndGet();
            told.accept(new Problem(
                    "wrong-group",
                    "the reports of " + Foreign.text(sender.probe(), MAX_NAME) + " are refused: " + names,
                    sender.host(),
                    "look at cluster.group there and here"));
            refuse(names, "");
        }

        @Override
        public void received(Channel channel, byte[] frame) {
            Standing now = standing.get();
            if (!now.isMaster()) {
                refuse(now.refusal(), now.masterAddress());
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

        /** What the probe's group was asked to change, as far as the probe knows. */
        @Override
        public void received(Channel channel, String text) {
            if (senders().get(sender.probe()) != sender || sender.group().isEmpty()) {
                return;
            }
            try {
                settings.learn(GroupChangesJson.read(text));
            } catch (IOException e) {
                bad.incrementAndGet();
                told.accept(new Problem(
                        "bad-settings",
                        "what " + sender.probe() + " says of its settings is not understood: " + e.getMessage(),
                        sender.host(),
                        "do both run the same version?"));
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
        NavigableMap<String, Sender> next = new TreeMap<>(senders);
        next.put(sender.probe(), sender);
        senders = Collections.unmodifiableNavigableMap(next);
        gone.remove(sender.probe());
        return before;
    }

    private synchronized void leave(Sender sender) {
        NavigableMap<String, Sender> next = new TreeMap<>(senders);
        if (next.remove(sender.probe(), sender)) {
            senders = Collections.unmodifiableNavigableMap(next);
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
        Standing now = standing.get();
        String reply = IntakeReply.refused(now.refusal(), now.masterAddress());
        senders().values().forEach(sender -> sender.refuse(reply));
    }

    /** Forgets a probe that is gone. */
    synchronized void forget(String probe) {
        gone.remove(probe);
    }

    /** Who is connected, by name. */
    Map<String, Sender> senders() {
        return senders;
    }

    /** Who was connected, and is not now, by name. */
    synchronized List<Sender> gone() {
        return new ArrayList<>(gone.values());
    }

    /** Names of those that are connected. */
    Set<String> names() {
        return senders.keySet();
    }

    /** Connections and reports that were refused. */
    long refused() {
        return refused.get();
    }

    /** Of them, connections of probes of other groups. */
    long wrongGroup() {
        return wrongGroup.get();
    }

    /** Messages that were neither reports nor settings. */
    long bad() {
        return bad.get();
    }
}
