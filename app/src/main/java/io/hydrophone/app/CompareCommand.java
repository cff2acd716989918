package io.hydrophone.app;

import io.hydrophone.traffic.compare.ComparisonReport;
import io.hydrophone.traffic.compare.recordings.RecordingComparison;
import io.hydrophone.traffic.recording.TrafficSource;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code hydrophone compare}: what another server made of the same traffic. */
@Command(
        name = "compare",
        description =
                "Compare two recordings, statement by statement: errors, rows, latencies. When one is a replay of the"
                        + " other, or both are of a third, each command is compared with itself; else both are samples.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  hydrophone compare before/ after/",
            "  hydrophone compare --format html -o report.html before/ after/",
            "  hydrophone compare --fail-on 'new-errors>0,rows-differ>0,slower>5%%' before/ after/",
            "  hydrophone compare --only-different --format json before/ after/ | jq '.statements[].verdict'",
            "",
            "Exit status: 0 done, 1 failed or a bound of --fail-on crossed, 2 wrong usage."
        })
final class CompareCommand extends ConsoleCommand {
    @Parameters(index = "0", paramLabel = "SOURCE", description = "A recording: a directory, or one of its files.")
    private String source;

    @Parameters(index = "1", paramLabel = "TARGET", description = "The recording to compare with it.")
    private String target;

    @Mixin
    private RecordedTrafficOptions recorded;

    @Mixin
    private ComparisonOptions comparison;

    @Override
    public Integer call() throws IOException, InterruptedException {
        RecordedTraffic recordings = recorded.traffic(false, problem -> notice(problem.text()));
        ComparisonReport report;
        try (TrafficSource before = recordings.open(source);
                TrafficSource after = recordings.open(target)) {
            report = RecordingComparison.of(before, source, after, target);
        }
        return comparison.report(report, out(), onTerminal(), err());
    }
}
