package io.hydrophone.probe;

import io.hydrophone.core.LatencyDistribution;
import io.hydrophone.core.Problem;
import io.hydrophone.core.Source;
import io.hydrophone.digest.report.EncryptedJson;
import io.hydrophone.digest.report.JsonStreams;
import io.hydrophone.http.ChannelEnd;
import io.hydrophone.probe.collector.Collector;
import io.hydrophone.probe.collector.FrameFormat;
import io.hydrophone.probe.push.Pusher;
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
    private final Pusher pusher;

    private final String version;

    StatusPage(Probe probe, Collector collector, Pusher pusher, String version) {
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
        collector(json);
        if (pusher != null) {
            PushFigures.write(pusher, json);
        }
        process(json);
        json.writeEndObject();
    }

    private void heard(JsonGenerator json, Observation seen, CaptureCounters captured) {
        WireCounters wire = seen.wire();
        json.writeObjectPropertyStart("rates");
        for (int seconds : WINDOWS) {
            rates(json, seconds);
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

    private void rates(JsonGenerator json, int seconds) {
        Pulse pulse = probe.pulse(seconds);
        json.writeObjectPropertyStart("last_" + seconds + "s");
        json.writeNumberProperty("seconds", pulse.seconds());
        json.writeNumberProperty("queries_per_second", rounded(pulse.queriesPerSecond()));
        json.writeNumberProperty("errors_per_second", rounded(pulse.errorsPerSecond()));
        LatencyDistribution total = pulse.total();
        if (total.count() > 0) {
            json.writeObjectPropertyStart("total_us");
            json.writeNumberProperty("p50", total.quantile(0.5) / 1_000);
            json.writeNumberProperty("p95", total.quantile(0.95) / 1_000);
            json.writeNumberProperty("p99", total.quantile(0.99) / 1_000);
            json.writeNumberProperty("max", total.max() / 1_000);
            json.writeEndObject();
        }
        json.writeEndObject();
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

    private void collector(JsonGenerator json) {
        json.writeObjectPropertyStart("collector");
        for (FrameFormat format : FrameFormat.values()) {
            json.writeObjectPropertyStart(format.label());
            json.writeNumberProperty("consumers", collector.consumers(format));
            json.writeNumberProperty("frames", collector.frames(format));
            json.writeEndObject();
        }
        json.writeObjectPropertyStart("dropped");
        for (ChannelEnd end : ChannelEnd.values()) {
            if (end.isDrop()) {
                json.writeNumberProperty(end.label(), collector.ended(end));
            }
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void process(JsonGenerator json) {
        ProcessFigures figures = ProcessFigures.read();
        Runtime runtime = Runtime.getRuntime();
        json.writeObjectPropertyStart("memory");
        if (figures.residentBytes() >= 0) {
            json.writeNumberProperty("resident_bytes", figures.residentBytes());
        }
        json.writeNumberProperty("heap_used_bytes", runtime.totalMemory() - runtime.freeMemory());
        json.writeNumberProperty("heap_max_bytes", runtime.maxMemory());
        json.writeEndObject();
        if (figures.cpuNanos() >= 0) {
            json.writeNumberProperty("cpu_us", figures.cpuNanos() / 1_000);
        }
    }

    private static double ratio(long part, long whole) {
        return Math.floor(1e6 * part / whole) / 1e6;
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
