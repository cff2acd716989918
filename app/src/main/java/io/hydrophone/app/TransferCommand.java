package io.hydrophone.app;

import io.hydrophone.agent.life.AgentIdentity;
import io.hydrophone.agent.life.AgentMetrics;
import io.hydrophone.agent.life.ForwarderPart;
import io.hydrophone.agent.life.StatusPage;
import io.hydrophone.agent.transfer.Transfer;
import io.hydrophone.app.config.ConfigurationReader;
import io.hydrophone.app.config.TransferSection;
import io.hydrophone.core.HeapTrim;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Tags;
import io.hydrophone.http.Answer;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.MetricText;
import io.hydrophone.http.Routes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code hydrophone transfer}: between many agents and several receivers. */
@Command(
        name = "transfer",
        description = "Take what many agents send, and divide it among receivers, a series always to the same.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Its configuration has a section such as:",
            "  transfer:",
            "    listen: 127.0.0.1:8675",
            "    receivers:",
            "    - {name: a, type: remote_write, url: \"https://a.example.com/api/v1/write\"}",
            "    - {name: b, type: remote_write, url: \"https://b.example.com/api/v1/write\"}",
            "",
            "Examples:",
            "  hydrophone transfer --config hydrophone.yaml",
            "",
            "When a receiver comes or goes, only the series move that have to. What a receiver does not take waits for it.",
            "Serves /status and /metrics. Ctrl-C or SIGTERM ends it; what was accepted is there at the next start."
        })
final class TransferCommand extends ConsoleCommand {
    @Option(names = "--config", required = true, paramLabel = "FILE", description = "With a section transfer.")
    private Path config;

    @Override
    public Integer call() throws InterruptedException {
        TransferSection section = ConfigurationReader.read(config, true).transfer();
        if (section == null) {
            throw new ProblemException("no-transfer", "there is no section transfer", config.toString(), "add one");
        }
        CountDownLatch ended = new CountDownLatch(1);
        AgentIdentity identity =
                new AgentIdentity("transfer", section.options().name(), Tags.NONE, Version.number(), Instant.now());
        try (HeapTrim.Running _ = HeapTrim.start();
                Transfer transfer = Transfer.start(section.options(), this::tell);
                HttpServer server = HttpServer.start(section.serve().options(), routes(transfer, identity));
                ListenUntil end = new ListenUntil(ended::countDown, null)) {
            out().println("hydrophone: transfer " + identity.host() + " to "
                    + section.options().receivers().size() + " receivers, taking what is posted at " + server.uri()
                    + " (also /status /metrics)"
                    + (transfer.falconPort() < 0 ? "" : " and calls at port " + transfer.falconPort()));
            out().flush();
            ended.await();
            end.done();
        }
        return 0;
    }

    private static Routes routes(Transfer transfer, AgentIdentity identity) {
        StatusPage status = new StatusPage(identity, List.of(new ForwarderPart(transfer::figures)));
        AgentMetrics metrics = new AgentMetrics(List::of, transfer::figures);
        Routes routes = new Routes();
        transfer.addTo(routes);
        return routes.get("/status", status::answer).get("/metrics", request -> {
            MetricText out = new MetricText();
            metrics.write(out);
            return Answer.text(MetricText.CONTENT_TYPE, out.bytes());
        });
    }

    private void tell(Problem problem) {
        err().println("hydrophone: " + problem.text());
        err().flush();
    }
}
