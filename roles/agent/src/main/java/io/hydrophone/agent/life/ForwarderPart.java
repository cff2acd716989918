package io.hydrophone.agent.life;

import io.hydrophone.agent.forward.ForwarderFigures;
import io.hydrophone.agent.forward.ForwarderJson;
import io.hydrophone.agent.forward.QueueFigures;
import io.hydrophone.agent.forward.SinkFigures;
import io.hydrophone.core.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import tools.jackson.core.JsonGenerator;

/** What was delivered, what waits, what was lost. */
public final class ForwarderPart implements Part {
    private final Supplier<ForwarderFigures> forwarder;

    public ForwarderPart(Supplier<ForwarderFigures> forwarder) {
        this.forwarder = forwarder;
    }

    @Override
    public String name() {
        return "forwarder";
    }

    @Override
    public void write(JsonGenerator json) {
        ForwarderJson.write(json, forwarder.get());
    }

    @Override
    public List<String> lines() {
        ForwarderFigures figures = forwarder.get();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%,d signals accepted", figures.accepted()));
        if (figures.sinks().isEmpty()) {
            lines.add("no sinks are configured: what is measured is shown here and at /metrics, and goes nowhere");
        }
        for (SinkFigures sink : figures.sinks()) {
            QueueFigures queue = sink.queue();
            lines.add(sink.name() + " [" + sink.state().toUpperCase(Locale.ROOT) + "]");
            lines.add(String.format(
                    Locale.ROOT,
                    "  - %,d delivered in %,d batches, %,d bytes sent; %,d wait (%,d bytes on the disk)",
                    sink.delivered(),
                    sink.batches(),
                    sink.bytesSent(),
                    queue.signals(),
                    queue.bytes()));
            queue.dropped().forEach((reason, count) -> {
                if (count > 0) {
                    lines.add(String.format(Locale.ROOT, "  - %,d dropped: %s", count, reason.label()));
                }
            });
            add(lines, queue.diskProblem());
            add(lines, sink.lastProblem());
        }
        return lines;
    }

    private static void add(List<String> lines, Problem problem) {
        if (problem != null) {
            problem.text().lines().forEach(line -> lines.add("    " + line));
        }
    }
}
