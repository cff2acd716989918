package io.hydrophone.app;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.traffic.compare.ComparisonReport;
import io.hydrophone.traffic.compare.FailOn;
import io.hydrophone.traffic.compare.report.ReportFormat;
import io.hydrophone.traffic.compare.report.ReportWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** How a comparison is reported, and what of it fails the command. */
final class ComparisonOptions {
    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text, json or html.")
    private ReportFormat format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the report to this file instead of standard output.")
    private Path output;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "20",
            description = "Show so many statements (default: 20).")
    private int top;

    @Option(names = "--only-different", description = "Show only statements that differ.")
    private boolean onlyDifferent;

    @Option(
            names = "--fail-on",
            paramLabel = "CONDITION",
            converter = FailOnConverter.class,
            description = {
                "Exit with 1 when this is so; may be repeated, several with commas. Counts or parts of the commands: new-errors>0,"
                        + " rows-differ>0, checksums-differ>0, affected-differ, changed-errors, gone-errors, more-warnings,"
                        + " unanswered, skipped, unpaired; slower>0 (statements), slower>5%% (time in all), p50, p95, p99>5%%."
            })
    private List<FailOn> failOn = List.of();

    /** Whether standard output is free for something else to read: the report goes to a file, or is text too. */
    boolean leavesConsole() {
        return output != null || format == ReportFormat.TEXT;
    }

    /**
     * Writes the report, and says which bounds are crossed.
     *
     * @param console where the report goes without a file
     * @param terminal whether that is one
     * @param notices where the bounds that are crossed are told
     * @return the exit status
     */
    int report(ComparisonReport report, PrintStream console, boolean terminal, PrintStream notices) throws IOException {
        boolean colours = output == null && terminal && Terminal.wantsColours();
        ReportWriter writer = new ReportWriter(Terminal.width(), colours);
        ComparisonReport shown = report.showing(top, onlyDifferent);
        if (output == null) {
            writer.write(shown, format, console);
            console.flush();
        } else {
            write(writer, shown);
        }
        List<String> crossed =
                failOn.stream().reduce(FailOn.nothing(), FailOn::and).crossed(report);
        crossed.forEach(bound -> notices.println("hydrophone: --fail-on " + bound));
        notices.flush();
        return crossed.isEmpty() ? 0 : 1;
    }

    private void write(ReportWriter writer, ComparisonReport report) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(output))) {
            writer.write(report, format, out);
        } catch (IOException e) {
            Problem problem = new Problem(
                    "report-not-writable",
                    "the report cannot be written (" + e.getClass().getSimpleName() + ")",
                    output.toString(),
                    "look at its directory and rights");
            throw new ProblemException(problem, e);
        }
    }
}
