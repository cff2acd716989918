package io.hydrophone.app;

import io.hydrophone.app.demo.Demo;
import io.hydrophone.core.ProblemException;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.ListenAddress;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.probe.Probe;
import io.hydrophone.probe.ProbeOptions;
import io.hydrophone.probe.ProbeRoutes;
import io.hydrophone.probe.top.Top;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hydrophone demo}. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Starts a MariaDB of its own under load, listens to it and shows what it hears.",
        footer = {
            "",
            "Examples:",
            "  hydrophone demo                 until Ctrl-C",
            "  hydrophone demo --for 20s       ends by itself",
            "",
            "Needs nothing but a JDK. Without the right to capture it listens through a small relay instead."
        })
final class DemoCommand extends ConsoleCommand {
    @Option(
            names = "--for",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "End after this time, such as 20s.")
    private Duration duration;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8667",
            description = "Serve the probe's endpoints here (default: ${DEFAULT-VALUE}).")
    private String listen;

    @Option(names = "--relay", description = "Listen through the relay, even where capturing is allowed.")
    private boolean relay;

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException, TimeoutException {
        out().println("Starting MariaDB (its own, in a temporary directory) ...");
        out().flush();
        try (Demo demo = Demo.start(relay)) {
            out().println(demo.description());
            try (Probe probe = Probe.start(demo.source(), ProbeOptions.of("lo", demo.ports()));
                    ListenUntil end = new ListenUntil(demo.source()::stop, duration);
                    HttpServer server = serve(probe)) {
                demo.load();
                out().println("Try, in another terminal:");
                out().println("  curl " + server.uri() + "/api/v1/queries?top=5");
                out().println("  curl " + server.uri() + "/api/v1/running");
                out().println("  curl " + server.uri() + "/metrics");
                if (!demo.relayed()) {
                    out().println("  ./hydrophone digest -i lo --port " + demo.ports() + " --for 10s");
                }
                out().println("Ctrl-C ends the demo and removes its server.");
                out().flush();
                show(probe);
                demo.stop();
                end.done();
            }
        }
        return 0;
    }

    private void show(Probe probe) throws IOException, InterruptedException, TimeoutException {
        if (onTerminal()) {
            Top.show(probe, Terminal.wantsColours());
        } else {
            new LiveLines(probe, out()).run();
        }
    }

    /** On the port that is wanted, or on any when another program has it. */
    private HttpServer serve(Probe probe) {
        ListenAddress address = ListenAddress.parse(listen);
        try {
            return HttpServer.start(
                    new ServerOptions(address, null, null, false), ProbeRoutes.of(probe, Version.number()));
        } catch (ProblemException e) {
            err().println(e.problem().text());
            ListenAddress free = ListenAddress.parse("127.0.0.1:0");
            return HttpServer.start(
                    new ServerOptions(free, null, null, false), ProbeRoutes.of(probe, Version.number()));
        }
    }
}
