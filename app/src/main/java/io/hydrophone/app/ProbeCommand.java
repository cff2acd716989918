package io.hydrophone.app;

import io.hydrophone.core.ProblemException;
import io.hydrophone.http.HttpServer;
import io.hydrophone.probe.Probe;
import io.hydrophone.probe.ProbeOptions;
import io.hydrophone.probe.ProbeRoutes;
import io.hydrophone.probe.WarmUp;
import io.hydrophone.wire.source.PacketSource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code hydrophone probe}: listens beside a server and serves what it hears. */
@Command(
        name = "probe",
        description = "Listen on devices and serve metrics, statements and what runs now over HTTP.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  hydrophone probe -i any",
            "  hydrophone probe -i eth0 --port 3306,3307 --listen 127.0.0.1:8667",
            "  hydrophone probe -i eth0 --listen 0.0.0.0:8667 \\",
            "    --token-file token --tls-cert cert.pem --tls-key key.pem",
            "",
            "Serves /metrics, /status, /api/v1/queries and /api/v1/running.",
            "Ctrl-C or SIGTERM ends it."
        })
final class ProbeCommand extends ConsoleCommand {
    private static final Duration WARM_UP = Duration.ofSeconds(1);

    @Mixin
    private CaptureOptions capture;

    @Mixin
    private ServeOptions serve;

    @Override
    public Integer call() throws InterruptedException, TimeoutException {
        if (!capture.isLive()) {
            throw new ProblemException(
                    "no-input",
                    "a probe listens to a device",
                    "",
                    "name one with -i (-i any for all); digest reads files");
        }
        WarmUp.run(WARM_UP);
        PacketSource source = capture.openDevices();
        try (Probe probe = Probe.start(source, ProbeOptions.of(String.join(",", capture.devices()), capture.ports()));
                ListenUntil end = new ListenUntil(source, capture.duration())) {
            serve(probe);
            int status = LastWords.print(probe, out(), err());
            end.done();
            return status;
        }
    }

    /** Until a signal, until the time that was given has passed, or until the device goes. */
    private void serve(Probe probe) throws InterruptedException {
        try (HttpServer server = HttpServer.start(serve.options(), ProbeRoutes.of(probe, Version.number()))) {
            out().println("hydrophone: listening on " + probe.options().devices() + " port "
                    + probe.options().ports() + ", serving " + server.uri() + "/metrics"
                    + " (also /status /api/v1/queries /api/v1/running)");
            out().flush();
            probe.awaitEnd(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        }
    }
}
