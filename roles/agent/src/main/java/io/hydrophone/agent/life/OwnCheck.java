package io.hydrophone.agent.life;

import io.hydrophone.agent.check.Check;
import io.hydrophone.agent.check.CheckKind;
import io.hydrophone.agent.check.Readings;
import io.hydrophone.agent.forward.ForwarderFigures;
import io.hydrophone.agent.forward.SinkFigures;
import io.hydrophone.config.Section;
import io.hydrophone.core.Tags;
import java.time.Duration;
import java.util.function.Supplier;
import oshi.SystemInfo;
import oshi.software.os.OSProcess;
import oshi.software.os.OperatingSystem;

/** What the agent itself takes of its machine, and how its deliveries go: delivered like all else. */
public final class OwnCheck implements CheckKind {
    private static final String PREFIX = "hydrophone.agent.";

    private final Supplier<ForwarderFigures> forwarder;

    public OwnCheck(Supplier<ForwarderFigures> forwarder) {
        this.forwarder = forwarder;
    }

    @Override
    public String name() {
        return "agent";
    }

    @Override
    public Duration pace() {
        return Duration.ofMinutes(1);
    }

    @Override
    public boolean isUsual() {
        return true;
    }

    @Override
    public Check read(Section init, Section instance) {
        OperatingSystem system = new SystemInfo().getOperatingSystem();
        return out -> {
            OSProcess process = system.getCurrentProcess();
            out.rate(PREFIX + "cpu", (process.getUserTime() + process.getKernelTime()) / 1e3);
            out.gauge(PREFIX + "resident_bytes", (double) process.getResidentMemory());
            ForwarderFigures figures = forwarder.get();
            out.monotonic(PREFIX + "signals", (double) figures.accepted());
            figures.sinks().forEach(sink -> tell(sink, out));
        };
    }

    private static void tell(SinkFigures sink, Readings out) {
        Tags tags = Tags.of("sink:" + sink.name());
        out.monotonic(PREFIX + "sink.delivered", (double) sink.delivered(), tags);
        out.monotonic(PREFIX + "sink.retries", (double) sink.retried(), tags);
        out.monotonic(PREFIX + "sink.sent_bytes", (double) sink.bytesSent(), tags);
        out.monotonic(PREFIX + "sink.received_bytes", (double) sink.bytesReceived(), tags);
        out.gauge(PREFIX + "sink.waiting", (double) sink.queue().signals(), tags);
        out.gauge(PREFIX + "sink.queue_bytes", (double) sink.queue().bytes(), tags);
        sink.queue()
                .dropped()
                .forEach((reason, count) ->
                        out.monotonic(PREFIX + "sink.dropped", (double) count, tags.and("reason", reason.label())));
    }
}
