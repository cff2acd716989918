package io.hydrophone.app;

import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.Probe;
import io.hydrophone.probe.ProbeOptions;
import io.hydrophone.probe.WarmUp;
import io.hydrophone.probe.top.Top;
import io.hydrophone.wire.source.PacketSource;
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
            "  hydrophone top -i lo | cat              plain lines",
            "",
            "Keys: ? shows them. NO_COLOR=1 leaves the colours out."
        })
final class TopCommand extends ConsoleCommand {
    private static final Duration WARM_UP = Duration.ofMillis(500);

    @Mixin
    private CaptureOptions capture;

    @Override
    public Integer call() throws IOException, InterruptedException, TimeoutException {
        if (!capture.isLive()) {
            throw new ProblemException(
                    "no-input", "top listens to a device", "", "name one with -i (-i any for all); digest reads files");
        }
        WarmUp.run(WARM_UP);
        PacketSource source = capture.openDevices();
        try (Probe probe = Probe.start(source, ProbeOptions.of(String.join(",", capture.devices()), capture.ports()));
                ListenUntil end = new ListenUntil(source, capture.duration())) {
            if (onTerminal()) {
                Top.show(probe, Terminal.wantsColours());
            } else {
                new LiveLines(probe, out()).run();
            }
            probe.stop();
            int status = LastWords.print(probe, out(), err());
            end.done();
            return status;
        }
    }
}
