package io.hydrophone.agent.life;

import io.hydrophone.agent.check.CheckStatus;
import io.hydrophone.agent.forward.ForwarderFigures;
import io.hydrophone.agent.forward.SinkFigures;
import io.hydrophone.http.MetricText;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** What the agent's own work costs and how it goes, as families of Prometheus. */
public final class AgentMetrics {
    private final Supplier<List<CheckStatus>> checks;
    private final Supplier<ForwarderFigures> forwarder;

    public AgentMetrics(Supplier<List<CheckStatus>> checks, Supplier<ForwarderFigures> forwarder) {
        this.checks = checks;
        this.forwarder = forwarder;
    }

    public void write(MetricText out) {
        checks(out, checks.get());
        ForwarderFigures figures = forwarder.get();
        out.counter("hydrophone_agent_signals_total", "Signals that were accepted.")
                .value(figures.accepted());
        sinks(out, figures.sinks());
    }

    private static void checks(MetricText out, List<CheckStatus> checks) {
        out.counter("hydrophone_agent_check_runs_total", "Runs of checks.");
        each(out, checks, CheckStatus::runs);
        out.counter("hydrophone_agent_check_failures_total", "Runs of checks that failed.");
        each(out, checks, CheckStatus::failures);
        out.counter("hydrophone_agent_check_seconds_total", "Time that runs of checks took.");
        checks.forEach(check -> out.value(
                check.totalNanos() / 1e9,
                "check",
                check.settings().kind(),
                "instance",
                check.settings().instance()));
        out.gauge("hydrophone_agent_check_samples", "Samples of the last run.");
        each(out, checks, CheckStatus::samples);
        out.counter("hydrophone_agent_check_series_dropped_total", "Series of runs that found no room.");
        each(out, checks, CheckStatus::overflow);
    }

    private static void each(MetricText out, List<CheckStatus> checks, ToLongFunction<CheckStatus> of) {
        checks.forEach(check -> out.value(
                of.applyAsLong(check),
                "check",
                check.settings().kind(),
                "instance",
                check.settings().instance()));
    }

    private static void sinks(MetricText out, List<SinkFigures> sinks) {
        out.counter("hydrophone_agent_sink_delivered_total", "Signals that a sink took.");
        sinks.forEach(sink -> out.value(sink.delivered(), "sink", sink.name()));
        out.counter("hydrophone_agent_sink_retries_total", "Attempts to deliver that failed.");
        sinks.forEach(sink -> out.value(sink.retried(), "sink", sink.name()));
        out.counter("hydrophone_agent_sink_sent_bytes_total", "Bytes that went to a sink.");
        sinks.forEach(sink -> out.value(sink.bytesSent(), "sink", sink.name()));
        out.counter("hydrophone_agent_sink_received_bytes_total", "Bytes that came back from a sink.");
        sinks.forEach(sink -> out.value(sink.bytesReceived(), "sink", sink.name()));
        out.gauge("hydrophone_agent_sink_waiting", "Signals that wait for a sink.");
        sinks.forEach(sink -> out.value(sink.queue().signals(), "sink", sink.name()));
        out.gauge("hydrophone_agent_sink_queue_bytes", "What waits for a sink takes on the disk.");
        sinks.forEach(sink -> out.value(sink.queue().bytes(), "sink", sink.name()));
        out.gauge(
                "hydrophone_agent_sink_queue_on_disk", "0 while the disk takes nothing, and what waits is in memory.");
        sinks.forEach(sink -> out.value(sink.queue().diskProblem() == null ? 1 : 0, "sink", sink.name()));
        out.counter("hydrophone_agent_dropped_total", "Signals that a sink did not get, by reason.");
        sinks.forEach(sink -> sink.queue()
                .dropped()
                .forEach((reason, count) -> out.value(count, "sink", sink.name(), "reason", reason.label())));
    }
}
