package io.hydrophone.probe;

import io.hydrophone.digest.summary.TransactionEnd;
import io.hydrophone.http.MetricText;
import io.hydrophone.probe.collector.Collector;
import io.hydrophone.probe.push.Outbox;
import io.hydrophone.probe.server.Coverage;
import io.hydrophone.probe.server.ServerView;
import io.hydrophone.wire.EncryptedSessions;
import io.hydrophone.wire.WireCounters;
import io.hydrophone.wire.source.CaptureCounters;
import io.hydrophone.wire.source.DeviceCounters;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;

/** What Prometheus scrapes: the families of docs/probe.md. */
final class ScrapePage {
    private static final double SECOND = 1e9;

    private final Probe probe;
    private final Collector collector;
    /** Null where nothing is pushed. */
    private final Outbox pusher;

    private final String version;

    ScrapePage(Probe probe, Collector collector, Outbox pusher, String version) {
        this.probe = probe;
        this.collector = collector;
        this.pusher = pusher;
        this.version = version;
    }

    byte[] render() throws TimeoutException, InterruptedException {
        Observation seen = probe.observe();
        MetricText text = new MetricText();
        probe.counters(counters -> QueryMetrics.write(text, counters, counters.servers.all()));
        sessions(text, seen.wire());
        encrypted(text, seen.encrypted());
        losses(text, seen.wire(), probe.captured());
        capture(text, probe.captured(), seen.wire());
        devices(text, probe.devices());
        running(text, seen);
        probe.counters(counters -> transactions(text, counters));
        transactions(text, seen.transactions());
        if (probe.server() != null) {
            server(text, probe.server().view());
        }
        CollectorFigures.write(collector, text);
        if (pusher != null) {
            PushFigures.write(pusher, text);
        }
        ProcessFigures.read().write(text, version, probe.uptimeNanos());
        return text.bytes();
    }

    private static void sessions(MetricText text, WireCounters wire) {
        text.gauge("hydrophone_sessions_open", "Connections to servers that are open now.")
                .value(wire.openSessions());
        text.counter("hydrophone_sessions_total", "Connections to servers that were met.")
                .value(wire.sessions());
        text.counter("hydrophone_tls_sessions_total", "Connections that were encrypted, so that nothing was heard.")
                .value(wire.tlsSessions());
        text.counter(
                        "hydrophone_x_protocol_sessions_total",
                        "Connections that spoke the X Protocol, which is not heard.")
                .value(wire.xProtocolSessions());
        text.counter("hydrophone_decrypted_sessions_total", "Connections that were encrypted and heard with a key log.")
                .value(wire.decryptedSessions());
        text.counter("hydrophone_midstream_sessions_total", "Connections whose beginning was not heard.")
                .value(wire.midstreamSessions());
        text.counter("hydrophone_midstream_commands_total", "Commands of those.")
                .value(wire.midstreamCommands());
        text.counter(
                        "hydrophone_streams_total",
                        "Connections on which a server sent its binary log or a copy of itself.")
                .value(wire.streams());
        text.counter("hydrophone_logins_total", "Logins, by the server's answer.")
                .value(wire.logins(), "result", "accepted")
                .value(wire.failedLogins(), "result", "refused");
    }

    private static void encrypted(MetricText text, EncryptedSessions encrypted) {
        text.counter("hydrophone_encrypted_sessions_total", "Connections that were encrypted, by server.");
        Map<String, Long> servers = new TreeMap<>();
        encrypted.counts().forEach((pair, sessions) -> servers.merge(pair.server(), sessions, Long::sum));
        servers.forEach((server, sessions) -> text.value(
                sessions,
                "server",
                server,
                "server_version",
                encrypted.versions().getOrDefault(server, "")));
    }

    private static void losses(MetricText text, WireCounters wire, CaptureCounters captured) {
        text.counter("hydrophone_losses_total", "What was not heard, by kind; each kind counts its own things.");
        for (Loss loss : Loss.values()) {
            text.value(loss.count(wire, captured), "kind", loss.label());
        }
        text.counter("hydrophone_lost_bytes_total", "Bytes of connections that were not captured.")
                .value(wire.lostBytes());
    }

    private void capture(MetricText text, CaptureCounters captured, WireCounters wire) {
        text.counter("hydrophone_packets_total", "Packets captured.").value(captured.packets());
        text.counter("hydrophone_packet_bytes_total", "Their bytes on the wire.")
                .value(captured.bytes());
        text.counter("hydrophone_kernel_drops_total", "Packets for which the ring had no room.")
                .value(captured.kernelDrops());
        text.gauge("hydrophone_sample_ratio", "Share of the sessions that is heard; all counters tell what was heard.")
                .value(probe.sampling().ratio().value());
        text.counter("hydrophone_retransmitted_segments_total", "TCP segments seen before.")
                .value(wire.retransmitted());
        long cpu = probe.captureCpuNanos();
        if (cpu >= 0) {
            text.counter("hydrophone_capture_cpu_seconds_total", "Processor time of the capture threads.")
                    .value(cpu / SECOND);
        }
    }

    private static void devices(MetricText text, List<DeviceCounters> devices) {
        text.counter("hydrophone_device_packets_total", "Packets captured, by device.");
        devices.forEach(device -> text.value(device.packets(), "device", device.device()));
        text.counter("hydrophone_device_drops_total", "Packets for which the ring had no room, by device.");
        devices.forEach(device -> text.value(device.drops(), "device", device.device()));
        List<DeviceCounters> rings =
                devices.stream().filter(device -> device.ringUsed() >= 0).toList();
        text.gauge("hydrophone_ring_used_ratio", "Largest share of the ring that waited in the last second.");
        rings.forEach(device -> text.value(device.ringUsed(), "device", device.device()));
        text.gauge("hydrophone_ring_peak_ratio", "Largest share of the ring that has ever waited.");
        rings.forEach(device -> text.value(device.ringPeak(), "device", device.device()));
    }

    private static void running(MetricText text, Observation seen) {
        text.gauge("hydrophone_running_queries", "Commands that were asked and not answered yet.")
                .value(seen.runningCount());
        double oldest = seen.running().isEmpty() ? 0 : seen.running().getFirst().ageNanos() / SECOND;
        text.gauge("hydrophone_running_oldest_seconds", "Age of the oldest of them; 0 when there is none.")
                .value(oldest);
    }

    private static MetricText transactions(MetricText text, Counters counters) {
        text.counter("hydrophone_transactions_total", "Transactions by how they ended.");
        counters.transactions.forEach((end, count) -> {
            if (end != TransactionEnd.OPEN) {
                text.value(count.value(), "end", end.label());
            }
        });
        return text.histogram(
                        "hydrophone_transaction_duration_seconds",
                        "Duration of transactions of which begin and end were heard.")
                .distribution(counters.transactionDuration, QueryMetrics.SECONDS, SECOND);
    }

    private static void transactions(MetricText text, OpenTransactions open) {
        text.gauge("hydrophone_transactions_open", "Transactions that are open now.")
                .value(open.count());
        text.gauge("hydrophone_transaction_oldest_seconds", "Age of the oldest of them; 0 when there is none.")
                .value(open.oldestNanos() / SECOND);
        text.gauge(
                        "hydrophone_transaction_idle_oldest_seconds",
                        "The longest that one of them has waited for its client; 0 when none does.")
                .value(open.idleNanos() / SECOND);
    }

    private void server(MetricText text, ServerView view) {
        text.gauge("hydrophone_server_up", "Whether the server that is asked answered last.")
                .value(view.connected() ? 1 : 0);
        text.counter("hydrophone_server_questions_total", "What the server was asked, by its own count.")
                .value(view.total().questions());
        Coverage minute = view.lastMinute();
        if (probe.options().listens() && minute.isKnown()) {
            text.gauge("hydrophone_coverage_ratio", "Of the server's questions in the last minute, those heard.")
                    .value(minute.ratio());
        }
    }
}
