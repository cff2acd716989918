package io.hydrophone.app.agent;

import io.hydrophone.agent.check.CheckRun;
import io.hydrophone.core.Event;
import io.hydrophone.core.Sample;
import io.hydrophone.core.ServiceCheck;
import io.hydrophone.core.Signal;
import java.io.PrintStream;
import java.util.Locale;

/** Shows what one run of a check gave: a line a sample, sorted by name. */
final class CheckPrinter {
    private final PrintStream out;

    CheckPrinter(PrintStream out) {
        this.out = out;
    }

    void print(CheckRun run) {
        out.println("instance " + run.status().settings().instance());
        run.signals().stream().map(CheckPrinter::line).sorted().forEach(out::println);
        if (run.status().problem() != null) {
            out.println("  problem: " + run.status().problem().text());
        }
    }

    private static String line(Signal signal) {
        return switch (signal) {
            case Sample is ->
                String.format(
                        Locale.ROOT,
                        "  %-60s %-6s %16s  %s",
                        is.name(),
                        is.kind().label(),
                        value(is),
                        is.tags());
            case ServiceCheck is ->
                String.format(
                        Locale.ROOT,
                        "  %-60s %-6s %16s  %s %s",
                        is.name(),
                        "check",
                        is.status(),
                        is.tags(),
                        is.message());
            case Event is -> "  event: " + is.title();
        };
    }

    private static String value(Sample sample) {
        double value = sample.value();
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%.6g", value);
    }
}
