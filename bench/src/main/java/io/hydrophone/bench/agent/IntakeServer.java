package io.hydrophone.bench.agent;

import io.hydrophone.agent.forward.Forwarder;
import io.hydrophone.agent.forward.Forwarder.Destination;
import io.hydrophone.agent.forward.ForwarderOptions;
import io.hydrophone.agent.forward.QueueLimits;
import io.hydrophone.agent.forward.SinkOptions;
import io.hydrophone.agent.intake.Intake;
import io.hydrophone.agent.sink.FileSink;
import io.hydrophone.core.Tags;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.Routes;
import io.hydrophone.http.ServerOptions;
import java.nio.file.Path;
import java.util.List;

/** An intake whose signals go to a file, in a process of its own. Prints its address; ends with its input. Argument: a directory. */
final class IntakeServer {
    private static final int CONNECTIONS = 2_000;

    private IntakeServer() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        SinkOptions options =
                new SinkOptions("file", directory.resolve("queue"), QueueLimits.USUAL, SinkOptions.USUAL_RETRY_CAP);
        FileSink sink = new FileSink(directory.resolve("signals.json"), 256 << 20, 0);
        Routes routes = new Routes();
        try (Forwarder forwarder = Forwarder.start(
                        new ForwarderOptions("bench", "bench", Tags.NONE),
                        List.of(new Destination(options, sink)),
                        problem -> System.err.println(problem.text()));
                HttpServer server = serve(forwarder, routes)) {
            System.out.println(server.uri());
            while (System.in.read() >= 0) {
                // Until the bench has seen enough.
            }
        }
    }

    private static HttpServer serve(Forwarder forwarder, Routes routes) {
        new Intake(forwarder).addTo(routes);
        return HttpServer.start(ServerOptions.local(0), routes, CONNECTIONS);
    }
}
