package io.hydrophone.probe;

import io.hydrophone.core.Problem;
import io.hydrophone.core.Source;
import io.hydrophone.digest.report.EncryptedJson;
import io.hydrophone.digest.report.JsonStreams;
import io.hydrophone.probe.collector.Collector;
import io.hydrophone.probe.push.Outbox;
import io.hydrophone.probe.settings.LiveSettings;
import io.hydrophone.report.ReportId;
import io.hydrophone.wire.WireCounters;
import io.hydrophone.wire.source.CaptureCounters;
import io.hydrophone.wire.source.DeviceCounters;
import java.util.concurrent.TimeoutException;
import tools.jackson.core.JsonGenerator;

/** How the probe is, and how much of what was there it heard. */
final class StatusPage {
    private static final int[] WINDOWS = {1, 10, 60, 300};

    private final Probe probe;
    private final Collector collector;
    /** Null where nothing is pushed. */
    private final Outbox pusher;

    private final String version;

    StatusPage(Probe probe, Collector collector, Outbox pusher, String version) {
        this.probe = probe;
        this.collector = collector;
        this.pusher = pusher;
        this.version = version;
    }

    void write(JsonGenerator json) throws TimeoutException, InterruptedException {
        Observation seen = probe.observe();
        CaptureCounters captured = probe.captured();
        json.writeStartObject();
        json.writeStringProperty("version", version);
        json.writeStringProperty("role", "probe");
        boolean listens = probe.options().listens();
        json.writeStringProperty("source", (listens ? Source.WIRE : Source.SERVER).label());
        if (listens) {
            json.writeStringProperty("devices", probe.options().devices());
            json.writeStringProperty("ports", probe.options().ports().toString());
        }
        report(json);
        json.writeNumberProperty("uptime_us", probe.uptimeNanos() / 1_000);
        json.writeNumberProperty("ts", seen.nanos() / 1_000);
        Problem problem = probe.problem();
        if (problem != null) {
            json.writeStringProperty("problem", problem.text());
        }
        if (listens) {
            heard(json, seen, captured);
        }
        if (probe.server() != null) {
            ServerStatusJson.write(probe.server().url(), probe.server().view(), json);
        }
        CollectorFigures.write(collector, json);
        if (pusher != null) {
            PushFigures.write(pusher, json);
        }
        ProcessFigures.read().write(json);
        json.writeEndObject();
    }

    /** What reports are told under, and what they are of. */
    private void report(JsonGenerator json) {
        LiveSettings settings = probe.settings();
        json.writeObjectPropertyStart("report");
        json.writeStringProperty("probe", probe.options().report().probe());
        json.writeStringProperty("epoch", ReportId.epochText(probe.epoch()));
        json.writeNumberProperty("interval_us", settings.interval().toNanos() / 1_000);
        if (settings.slowNanos() >= 0) {
            json.writeNumberProperty("slow_threshold_us", settings.slowNanos() / 1_000);
        }
        json.writeEndObject();
    }

    private void heard(JsonGenerator json, Observation seen, CaptureCounters captured) {
        WireCounters wire = seen.wire();
        json.writeObjectPropertyStart("rates");
        for (int seconds : WINDOWS) {
            PulseJson.write("last_" + seconds + "s", probe.pulse(seconds), json);
        }
        json.writeEndObject();
        json.writeNumberProperty("running", seen.runningCount());
        sessions(json, wire);
        JsonStreams.write(seen.streams(), json);
        EncryptedJson.write(seen.encrypted(), json);
        capture(json, wire, captured);
        sampling(json);
        json.writeObjectPropertyStart("losses");
        for (Loss loss : Loss.values()) {
            json.writeNumberProperty(loss.label(), loss.count(wire, captured));
        }
        json.writeEndObject();
        coverage(json, wire, captured);
    }

    private static void sessions(JsonGenerator json, WireCounters wire) {
        json.writeObjectPropertyStart("sessions");
        json.writeNumberProperty("open", wire.openSessions());
        json.writeNumberProperty("met", wire.sessions());
        json.writeNumberProperty("midstream", wire.midstreamSessions());
        json.writeNumberProperty("midstream_commands", wire.midstreamCommands());
        json.writeNumberProperty("encrypted", wire.tlsSessions());
        json.writeNumberProperty("x_protocol", wire.xProtocolSessions());
        json.writeNumberProperty("decrypted", wire.decryptedSessions());
        json.writeNumberProperty("compressed", wire.compressedSessions());
        json.writeNumberProperty("unrecognised", wire.unrecognised());
        json.writeNumberProperty("logins", wire.logins());
        json.writeNumberProperty("failed_logins", wire.failedLogins());
        json.writeEndObject();
    }

    private void capture(JsonGenerator json, WireCounters wire, CaptureCounters captured) {
        json.writeObjectPropertyStart("capture");
        json.writeNumberProperty("packets", captured.packets());
        json.writeNumberProperty("bytes", captured.bytes());
        json.writeNumberProperty("segments", wire.segments());
        json.writeNumberProperty("ignored", wire.ignored());
        json.writeNumberProperty("out_of_order", wire.outOfOrder());
        json.writeNumberProperty("retransmitted", wire.retransmitted());
        json.writeNumberProperty("lost_bytes", wire.lostBytes());
        json.writeNumberProperty("lost_commands", wire.lostCommands());
        long cpu = probe.captureCpuNanos();
        if (cpu >= 0) {
            json.writeNumberProperty("cpu_us", cpu / 1_000);
        }
        json.writeNumberProperty("workers", probe.workers());
        json.writeArrayPropertyStart("devices");
        probe.devices().forEach(device -> device(json, device));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void device(JsonGenerator json, DeviceCounters device) {
        json.writeStartObject();
        json.writeStringProperty("device", device.device());
        json.writeNumberProperty("packets", device.packets());
        json.writeNumberProperty("bytes", device.bytes());
        json.writeNumberProperty("kernel_drops", device.drops());
        if (device.ringUsed() >= 0) {
            json.writeNumberProperty("ring_used_ratio", device.ringUsed());
            json.writeNumberProperty("ring_peak_ratio", device.ringPeak());
        }
        json.writeEndObject();
    }

    private void sampling(JsonGenerator json) {
        SampleState state = probe.sampling();
        json.writeObjectPropertyStart("sampling");
        json.writeNumberProperty("ratio", state.ratio().value());
        json.writeNumberProperty("since", state.sinceNanos() / 1_000);
        json.writeStringProperty("reason", state.reason().label());
        json.writeEndObject();
    }

    /** Of what was there, the share that could be heard; absent as long as nothing was there. */
    private void coverage(JsonGenerator json, WireCounters wire, CaptureCounters captured) {
        json.writeObjectPropertyStart("coverage");
        long packets = captured.packets() + captured.kernelDrops();
        if (packets > 0) {
            json.writeNumberProperty("packets_ratio", ratio(captured.packets(), packets));
        }
        long sessions = wire.sessions();
        if (sessions > 0) {
            json.writeNumberProperty("sessions_ratio", ratio(Math.max(0, sessions - wire.tlsSessions()), sessions));
        }
        if (probe.server() != null) {
            ServerStatusJson.coverage(probe.server().view(), json);
        }
        json.writeEndObject();
    }

    private static double ratio(long part, long whole) {
        return Math.floor(1e6 * part / whole) / 1e6;
    }
}
