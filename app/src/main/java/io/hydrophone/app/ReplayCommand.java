package io.hydrophone.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hydrophone.client.raw.RawTarget;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.traffic.compare.Comparison;
import io.hydrophone.traffic.compare.Pairing;
import io.hydrophone.traffic.recording.Encryption;
import io.hydrophone.traffic.recording.RecordingHeader;
import io.hydrophone.traffic.recording.RecordingOptions;
import io.hydrophone.traffic.recording.RecordingWriter;
import io.hydrophone.traffic.recording.TrafficSource;
import io.hydrophone.traffic.replay.DryRun;
import io.hydrophone.traffic.replay.Plan;
import io.hydrophone.traffic.replay.Replay;
import io.hydrophone.traffic.replay.ReplayFigures;
import io.hydrophone.traffic.replay.ReplayOptions;
import io.hydrophone.traffic.replay.TargetCheck;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hydrophone replay}. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Plays recorded traffic back onto another server.",
        footer = {
            "",
            "Examples:",
            "  hydrophone replay --from recording/ --target mysql://replay@db2:3306/ --dry-run",
            "  hydrophone replay --from recording/ --target mysql://replay@db2:3306/ --read-only --speed max",
            "  hydrophone replay --from recording/ --target mysql://replay@db2/ --ordered --checkpoint replay.json",
            "  hydrophone replay --from recording/ --target mysql://replay@db2/ --database-remap shop=shop_test",
            "  hydrophone replay --from recording/ --target mysql://replay@db2/ --format html -o report.html",
            "",
            "On a terminal p pauses, r resumes and q stops, each followed by Enter.",
            "Exit status: 0 done; 1 failed, stopped, sessions that could not be connected, or a bound of --fail-on crossed;"
                    + " 2 wrong usage."
        })
final class ReplayCommand extends ConsoleCommand {
    private static final Duration ORDERED_TIMEOUT = Duration.ofMinutes(2);

    @Option(
            names = "--from",
            required = true,
            paramLabel = "SOURCE",
            description =
                    "What is replayed: a recording's directory or file; a queue or topic that record publishes to,"
                            + " amqps://HOST/VHOST or kafkas://HOST:PORT/TOPIC; a capture; a slow or general log.")
    private String from;

    @Mixin
    private RecordedTrafficOptions recorded;

    @Option(names = "--follow", description = "The recording is still being written: wait for more at its end.")
    private boolean follow;

    @Mixin
    private ReplayTargetOptions target;

    @Mixin
    private ReplaySelection selection;

    @Option(
            names = "--speed",
            paramLabel = "SPEED",
            defaultValue = "1",
            description = "1 as recorded, 4 four times as fast, max as fast as the target answers (default: 1).")
    private String speed;

    @Option(
            names = "--concurrency",
            paramLabel = "COUNT",
            defaultValue = "0",
            description = "At most so many commands at once; 0 for any number (default: 0).")
    private int concurrency;

    @Option(
            names = "--ordered",
            description = "What writes goes one at a time, in the order in which the source finished it, and at the"
                    + " source's time for NOW(), so that the data end equal.")
    private boolean ordered;

    @Option(names = "--read-only", description = "Send only what certainly changes nothing.")
    private boolean readOnly;

    @Option(names = "--checksum", description = "Sum up all rows, also where the recording has no sum.")
    private boolean checksums;

    @Option(
            names = "--dry-run",
            description = "Only say what would be done; the target's login is tried, unless --offline.")
    private boolean dryRun;

    @Option(names = "--offline", description = "With --dry-run: leave the target alone.")
    private boolean offline;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "Keep how far the replay is in this file; go on from there, if it exists.")
    private Path checkpoint;

    @Option(names = "--pause-file", paramLabel = "FILE", description = "While this file exists, the replay pauses.")
    private Path pauseFile;

    @Option(
            names = "--retry",
            paramLabel = "COUNT",
            defaultValue = "5",
            description = "Try so often again to connect (default: ${DEFAULT-VALUE}).")
    private int retries;

    @Option(
            names = "--ahead",
            paramLabel = "SIZE",
            converter = SizeConverter.class,
            defaultValue = "64MiB",
            description = "Read at most so much ahead of what is played (default: ${DEFAULT-VALUE}).")
    private long ahead;

    @Option(
            names = "--save",
            paramLabel = "DIR",
            description = "Record the target's answers in this directory, for hydrophone compare; encrypted with the"
                    + " key of --key-file, else with your own.")
    private Path save;

    @Option(names = "--no-encrypt", description = "With --save: do not encrypt the answers.")
    private boolean plain;

    @Option(
            names = "--compare",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Compare with what the source answered (the default), and report by statement.")
    private boolean compare;

    @Mixin
    private ComparisonOptions comparing;

    @Option(names = "--json", description = "Print the summary as JSON, and nothing else; a report needs -o.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException, IOException {
        RawTarget server = target.target(ordered ? ORDERED_TIMEOUT : Duration.ZERO);
        ReplayOptions options = new ReplayOptions(
                server,
                target.accounts(server),
                speed(),
                concurrency,
                ordered,
                readOnly,
                checksums,
                selection.selection(),
                target.databases(),
                retries,
                ahead);
        try (TrafficSource source = recorded.traffic(follow, this::tell).open(from)) {
            return dryRun ? dryRun(source, options) : replay(source, options);
        }
    }

    private int dryRun(TrafficSource source, ReplayOptions options) throws InterruptedException {
        String version = offline ? "" : TargetCheck.of(options.target()).version();
        Plan plan = DryRun.of(source, options.selection(), readOnly, version);
        ReplaySummary.print(plan, json, out());
        return 0;
    }

    private int replay(TrafficSource source, ReplayOptions options) throws InterruptedException, IOException {
        TargetCheck check = TargetCheck.of(options.target());
        Comparison comparison = compare ? new Comparison(Pairing.COMMANDS) : null;
        AtomicReference<Replay> replay = new AtomicReference<>();
        long began = System.nanoTime();
        // What was saved is whole before the last words, after which a process that was told to end does.
        try (ListenUntil end = new ListenUntil(() -> stop(replay.get()), null)) {
            boolean whole;
            try (RecordingWriter saved = save == null ? null : saved(source)) {
                replay.set(Replay.of(options, source, from, check, comparison, saved, checkpoint, this::tell));
                whole = play(replay.get(), source);
            }
            ReplayFigures figures = replay.get().figures();
            int crossed = report(figures, System.nanoTime() - began, comparison, check);
            end.done();
            return whole && figures.failedSessions() == 0 ? crossed : 1;
        }
    }

    /** @param replay null for the moment in which it is being made */
    private static void stop(Replay replay) {
        if (replay != null) {
            replay.stop();
        }
    }

    /** Returns whether all was played. */
    private boolean play(Replay replay, TrafficSource source) throws InterruptedException, IOException {
        try (ReplayProgress progress = ReplayProgress.of(replay, source.lastNanos(), onTerminal(), err());
                ReplayKeys keys = ReplayKeys.of(replay, onTerminal() ? in() : null, pauseFile)) {
            boolean whole = replay.run();
            progress.end();
            keys.end();
            if (!whole && checkpoint != null) {
                notice("stopped; the same command goes on from " + checkpoint);
            }
            return whole;
        }
    }

    /** Prints what has to be said; 1 when a bound of --fail-on is crossed. */
    private int report(ReplayFigures figures, long elapsedNanos, Comparison comparison, TargetCheck check)
            throws IOException {
        boolean alone = comparison == null || json || comparing.leavesConsole();
        ReplaySummary.print(figures, elapsedNanos, json, alone ? out() : err());
        if (comparison == null) {
            return 0;
        }
        PrintStream console = json ? new PrintStream(OutputStream.nullOutputStream(), false, UTF_8) : out();
        if (alone && !json) {
            console.println();
        }
        return comparing.report(
                comparison.report(from, "target " + check.version(), ReplaySummary.notes(figures)),
                console,
                onTerminal(),
                err());
    }

    private RecordingWriter saved(TrafficSource source) {
        Encryption encryption = plain ? Encryption.none() : Encryption.with(recorded.key());
        Map<String, String> metadata = Map.of(RecordingHeader.REPLAY_OF, RecordedTraffic.recording(source));
        return RecordingWriter.open(save, RecordingOptions.of(encryption, metadata), this::tell);
    }

    private void tell(Problem problem) {
        notice(problem.text());
    }

    private double speed() {
        if (speed.equalsIgnoreCase("max")) {
            return Double.POSITIVE_INFINITY;
        }
        try {
            double factor = Double.parseDouble(speed.endsWith("x") ? speed.substring(0, speed.length() - 1) : speed);
            if (factor > 0 && factor <= 1e6) {
                return factor;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new ProblemException("bad-speed", "is no speed", "--speed " + speed, "write 1, 0.5, 4 or max");
    }
}
