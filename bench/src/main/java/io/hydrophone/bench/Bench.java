package io.hydrophone.bench;

import io.hydrophone.bench.process.Machine;
import io.hydrophone.bench.process.Neighbours;
import io.hydrophone.bench.result.Report;
import io.hydrophone.bench.result.ResultsFile;
import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures Hydrophone beside its peers and says of each claim whether it holds here. */
@Command(
        name = "bench/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures Hydrophone beside its peers, in pairs, and says which claims hold on this machine.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:no bound was missed", "1:one was missed, or a tool failed", "2:wrong usage"})
public final class Bench implements Callable<Integer> {
    /** A part of the claims. */
    enum Part {
        file,
        live,
        replay,
        record,
        playback,
        pace,
        scrape,
        alloc,
        workers,
        compressed,
        soak,
        fleet,
        kafka,
        intake,
        statsd,
        msgpack,
        all
    }

    @Parameters(
            arity = "0..*",
            description = "${COMPLETION-CANDIDATES} (default: all; soak, fleet and kafka are not among these)")
    private List<Part> parts = List.of(Part.all);

    @Option(names = "--pairs", description = "pairs of runs for each ratio (default: ${DEFAULT-VALUE})")
    private int pairs = 15;

    @Option(names = "--size", description = "of the capture (default: ${DEFAULT-VALUE})")
    private Size size = Size.parse("500MB");

    @Option(names = "--minutes", description = "of a soak (default: ${DEFAULT-VALUE})")
    private int minutes = 30;

    @Option(names = "--seconds", description = "of the simulated fleet (default: ${DEFAULT-VALUE})")
    private int seconds = 30;

    @Option(names = "--port", description = "of the MariaDB that is started (default: ${DEFAULT-VALUE})")
    private int port = 33306;

    @Option(names = "--hydrophone", description = "the start script to measure (default: ${DEFAULT-VALUE})")
    private Path hydrophone = Path.of("./hydrophone");

    @Option(names = "--captures", description = "where captures are kept (default: ${DEFAULT-VALUE})")
    private Path captures = Path.of("bench/target/captures");

    @Option(names = "--results", description = "the JSON file to write (default: ${DEFAULT-VALUE})")
    private Path results = Path.of("bench/target/results.json");

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path dir = Files.createDirectories(Path.of("bench/target/logs"));
        Report report = new Report(System.out, Machine.describe());
        Setting setting = new Setting(hydrophone, dir, captures, port, pairs, size.bytes(), report);
        Set<Part> wanted = parts.contains(Part.all)
                ? EnumSet.complementOf(EnumSet.of(Part.all, Part.soak, Part.fleet, Part.kafka))
                : EnumSet.copyOf(parts);
        for (Part part : wanted) {
            Neighbours neighbours = Neighbours.watch();
            switch (part) {
                case file -> FilePart.run(setting);
                case alloc -> AllocPart.run(setting);
                case live -> LivePart.run(setting);
                case replay -> ReplayPart.run(setting);
                case record -> RecordPart.run(setting);
                case playback -> PlaybackPart.run(setting);
                case pace -> PacePart.run(setting);
                case scrape -> ScrapePart.run(setting);
                case workers -> WorkersPart.run(setting);
                case compressed -> CompressedPart.run(setting);
                case soak -> SoakPart.run(setting, minutes);
                case fleet -> FleetPart.run(setting, seconds);
                case kafka -> FleetPart.runKafka(setting, seconds);
                case intake -> AgentPart.runIntake(setting);
                case statsd -> AgentPart.runStatsd(setting);
                case msgpack -> AgentPart.runMessagePack(setting);
                case all -> throw new AssertionError(part);
            }
            report.neighbours(part.name(), neighbours.share());
            ResultsFile.write(results, Instant.now(), report);
        }
        System.out.println("# written to " + results);
        return report.nothingMissed() ? 0 : 1;
    }

    public static void main(String[] args) {
        CommandLine line = new CommandLine(new Bench())
                .registerConverter(Size.class, Size::parse)
                .setExecutionExceptionHandler((failure, command, parsed) -> {
                    if (failure instanceof ProblemException problem) {
                        System.err.println(problem.problem().text());
                        return 1;
                    }
                    throw failure;
                });
        System.exit(line.execute(args));
    }
}
