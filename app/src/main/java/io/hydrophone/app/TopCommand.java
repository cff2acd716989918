package io.hydrophone.app;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.AskedServer;
import io.hydrophone.probe.Probe;
import io.hydrophone.probe.ProbeOptions;
import io.hydrophone.probe.WarmUp;
import io.hydrophone.probe.top.Top;
import io.hydrophone.wire.source.PacketSources;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hydrophone top}: what a server does right now. */
@Command(
        name = "top",
        description = "Show live which statements run, how often, how slowly, and those that run right now.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  hydrophone top -i any",
            "  hydrophone top -i eth0 --port 3306,3307",
            "  hydrophone top -i any --cpu-limit 50    of one core; hears fewer sessions rather than take more",
            "  hydrophone top -i lo | cat              plain lines",
            "  hydrophone top -i any --mysql mysql://hydrophone@127.0.0.1   with the share that is heard",
            "",
            "Keys: ? shows them. NO_COLOR=1 leaves the colours out."
        })
final class TopCommand extends ConsoleCommand {
    private static final Duration WARM_UP = Duration.ofMillis(500);

    @Mixin
    private CaptureOptions capture;

    @Mixin
    private LoadOptions load;

    @Mixin
    private MySqlOptions mysql;

    @Override
    public Integer call() throws IOException, InterruptedException, TimeoutException {
        if (!capture.isLive()) {
            throw new ProblemException(
                    "no-input", "top listens to a device", "", "name one with -i (-i any for all); digest reads files");
        }
        // On a screen a problem stands in its head line; it is told in full at the end.
        AskedServer server = mysql.options(onTerminal() ? problem -> {} : this::tell);
        ProbeOptions options = load.options(capture).with(server);
        int workers = load.workers();
        WarmUp.run(WARM_UP);
        PacketSources sources = capture.openDevices(workers);
        boolean screen = onTerminal();
        try (Probe probe = Probe.start(sources, options, screen ? notice -> {} : this::notice);
                ListenUntil end = new ListenUntil(probe::end, capture.duration())) {
            if (screen) {
                Top.show(probe, Terminal.wantsColours());
            } else {
                new LiveLines(probe, out()).run();
            }
            probe.stop();
            if (onTerminal() && probe.server() != null) {
                probe.server().view().problems().forEach(this::tell);
            }
            int status = LastWords.print(probe, out(), err());
            end.done();
            return status;
        }
    }

    private void tell(Problem problem) {
        err().println("hydrophone: " + problem.text());
    }
}
