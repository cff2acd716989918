package io.hydrophone.probe.master;

import io.hydrophone.http.Channel;
import io.hydrophone.http.ListenAddress;
import io.hydrophone.probe.cluster.ConnectedProbes.ConnectedProbe;
import io.hydrophone.probe.settings.GroupChanges;
import io.hydrophone.probe.settings.GroupChangesJson;
import io.hydrophone.report.CaptureFigures;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.report.ReportId;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.Deque;

/** One probe's connection: what it has sent and what was acknowledged. For any thread. */
final class Sender {
    private record Waiting(long entry, ReportId id) {}

    /**
     * What the last report told.
     *
     * @param toNanos its end, since 1970
     * @param losses of all reports over this connection
     */
    record Last(long toNanos, long queriesPerSecond, CaptureFigures losses) {}

    private static final long SECOND = 1_000_000_000L;

    private final String probe;
    private final long epoch;
    private final String address;
    private final String version;
    private final String group;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private volatile Channel channel;
    private volatile long heardNanos = System.nanoTime();
    private Last last;
    private long reports;
    private long bytes;

    /**
     * A connection that opens.
     *
     * @param probe its name
     * @param epoch of its process; −1 when it did not tell
     * @param address host:port of its HTTP server; "" when it did not tell
     * @param group to which it belongs; "" when it belongs to none
     */
    Sender(String probe, long epoch, String address, String version, String group) {
        this.probe = probe;
        this.epoch = epoch;
        this.address = address;
        this.version = version;
        this.group = group;
    }

    String probe() {
        return probe;
    }

    long epoch() {
        return epoch;
    }

    String address() {
        return address;
    }

    String version() {
        return version;
    }

    String group() {
        return group;
    }

    /** Where the connection comes from; "" before it is open. */
    String client() {
        return channel == null ? "" : channel.client();
    }

    /** The same without the port; "" before it is open. */
    String host() {
        String client = client();
        return client.isEmpty() ? "" : ListenAddress.parse(client).host();
    }

    long heardNanos() {
        return heardNanos;
    }

    void opened(Channel open) {
        channel = open;
    }

    /** As the cluster lists it. */
    ConnectedProbe listed(boolean isConnected) {
        long silent = System.nanoTime() - heardNanos;
        return new ConnectedProbe(
                probe, hostAndPort(), epoch, System.currentTimeMillis() * 1_000 - silent / 1_000, isConnected);
    }

    /** A probe that serves on all addresses is where its connection comes from. */
    private String hostAndPort() {
        if (address.isEmpty()) {
            return "";
        }
        ListenAddress told = ListenAddress.parse(URI.create(address).getAuthority());
        boolean everywhere = told.host().equals("0.0.0.0") || told.host().equals("::");
        return everywhere && !client().isEmpty() ? new ListenAddress(host(), told.port()).toString() : told.toString();
    }

    /** A report was accepted; it is told when the journal is safe up to that entry. */
    synchronized void accepted(long entry, IntervalReport report, int size) {
        heardNanos = System.nanoTime();
        last = new Last(
                report.toNanos(),
                queries(report) * SECOND / (report.toNanos() - report.fromNanos()),
                last == null ? report.capture() : last.losses.plus(report.capture()));
        reports++;
        bytes += size;
        waiting.addLast(new Waiting(entry, report.id()));
    }

    private static long queries(IntervalReport report) {
        return report.summary().statements().stream()
                .mapToLong(row -> row.tally().count())
                .sum();
    }

    /** What the last report told; null before the first. */
    synchronized Last last() {
        return last;
    }

    /** The journal is safe up to an entry. */
    void safe(long upTo, long masterEpoch) {
        ReportId last = null;
        ReportId next;
        do {
            next = done(upTo);
            if (last != null && (next == null || !next.isOfSameRun(last))) {
                channel.send(IntakeReply.acknowledged(last, masterEpoch));
            }
            last = next == null ? last : next;
        } while (next != null);
    }

    private synchronized ReportId done(long upTo) {
        Waiting first = waiting.peekFirst();
        return first == null || first.entry > upTo ? null : waiting.removeFirst().id;
    }

    /** Tells one that belongs to the group what the group was asked to change. */
    void tell(GroupChanges changes) {
        if (!group.isEmpty()) {
            channel.send(GroupChangesJson.write(changes));
        }
    }

    /** Refuses all that comes, and ends. */
    void refuse(String message) {
        Channel open = channel;
        if (open != null) {
            open.send(message);
            open.close();
        }
    }

    synchronized long reports() {
        return reports;
    }

    synchronized long bytes() {
        return bytes;
    }
}
