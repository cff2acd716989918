package io.hydrophone.app;

import io.hydrophone.app.config.ClusterSection;
import io.hydrophone.app.config.Configuration;
import io.hydrophone.app.config.WebSocketSection;
import io.hydrophone.core.Problem;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.Routes;
import io.hydrophone.probe.ProbeRoutes;
import io.hydrophone.probe.ReportOptions;
import io.hydrophone.probe.cluster.ClusterRoutes;
import io.hydrophone.probe.master.Master;
import io.hydrophone.probe.master.MasterOptions;
import io.hydrophone.probe.master.MasterRoutes;
import io.hydrophone.probe.push.Introduction;
import io.hydrophone.probe.push.ReportPusher;
import io.hydrophone.probe.settings.SettingsRoutes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hydrophone master}: adds up the reports of many probes. */
@Command(
        name = "master",
        description = "Take the reports of many probes, add them up, and serve the sums as a probe does.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  hydrophone master                          alone; probes push to it:",
            "  hydrophone probe -i any --push-to ws://127.0.0.1:8667/intake --listen 127.0.0.1:0",
            "  hydrophone master --cluster gossip --name a --cluster-port 7800",
            "  hydrophone master --cluster gossip --name b --seed 127.0.0.1:8667 --listen 127.0.0.1:8668 --dir b",
            "                                             a standby, which takes over when the first one ends",
            "  hydrophone master --config hydrophone.yaml",
            "  hydrophone master --engine kafka-streams --from kafkas://broker:9093/reports \\",
            "    --kafka-ca ca.pem --kafka-user hydrophone --kafka-password-file password",
            "                                             one of several copies: see docs/kafka.md",
            "",
            "Serves /metrics, /status, /api/v1/queries, /api/v1/instances, /collector, and /intake for the probes;",
            "in a cluster also /cluster/… and /config/update, which changes all of its probes:",
            "  curl -d report_period_ms=5000 http://127.0.0.1:8667/config/update",
            "Ctrl-C or SIGTERM ends it; what was acknowledged is there at the next start."
        })
final class MasterCommand extends ConsoleCommand {
    private static final Duration LAST_REPORTS = Duration.ofSeconds(2);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Do what this file says, Hydrophone's or mysql-probe's, where no option says otherwise.")
    private Path config;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Under which the other nodes know this one (default: this machine's).")
    private String name;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "master",
            description = "Sums and journal are kept here (default: ${DEFAULT-VALUE}).")
    private Path directory;

    @Option(
            names = "--cluster-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "For what masters say to one another; 0 takes a free one and keeps it (default).")
    private int clusterPort;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private ServeOptions serve;

    @Mixin
    private PushingOptions push;

    @Mixin
    private StreamsEngine streams;

    @Override
    public Integer call() throws InterruptedException {
        Configuration file = config == null ? null : FileBehindFlags.applyToMaster(config, spec, push, this::tell);
        String known = name == null ? ReportOptions.hostName() : ReportOptions.checkedName(name);
        WebSocketSection limits = file == null ? WebSocketSection.DEFAULT : file.websocket();
        boolean masked = file == null || file.master().report().mask();
        if (streams.isKafkaStreams()) {
            return streams.run(cluster, push, serve, limits, masked, out(), this::tell);
        }
        MasterOptions options = MasterOptions.of(known, cluster.group(), directory)
                .withVersion(Version.number())
                .withTls(serve.isTls());
        if (file != null) {
            options = options.withJournalBytes(file.master().journalBytes());
            cluster.configure(file.cluster());
        }
        CountDownLatch ended = new CountDownLatch(1);
        try (Master master = Master.start(options, cluster.mode() != ClusterSection.Mode.GOSSIP, this::tell);
                LateCluster late = new LateCluster();
                ReportPusher pusher = push.open(known, limits, masked, this::tell);
                ListenUntil end = new ListenUntil(ended::countDown, null)) {
            if (pusher != null) {
                master.addReader(pusher, () -> true);
            }
            Routes routes = MasterRoutes.of(master, limits.channels(ProbeRoutes.COLLECTOR), masked);
            boolean clustered = cluster.mode() != ClusterSection.Mode.NONE;
            if (clustered) {
                ClusterRoutes.add(routes, late, master.audit(), this::tell);
                SettingsRoutes.add(routes, master.settings());
            }
            try (HttpServer server = HttpServer.start(serve.options(), routes)) {
                if (pusher != null) {
                    pusher.deliver(new Introduction(
                            known,
                            master.startedMicros(),
                            Version.number(),
                            server.uri().toString()));
                }
                if (clustered) {
                    late.enter(MasterCluster.enter(
                            cluster, clusterPort, serve, master, server.uri(), directory, this::tell));
                }
                out().println("hydrophone: " + role(master) + " " + known + group(master) + ", serving " + server.uri()
                        + "/metrics (also /status /api/v1/queries /collector); probes push to "
                        + server.uri().toString().replaceFirst("^http", "ws") + "/intake");
                out().flush();
                ended.await();
                if (pusher != null) {
                    pusher.finish(LAST_REPORTS);
                }
            }
            end.done();
            return 0;
        }
    }

    private static String role(Master master) {
        return master.isMaster() ? "master" : "standby";
    }

    private String group(Master master) {
        return switch (cluster.mode()) {
            case NONE -> "";
            case STATIC -> " of the static cluster " + cluster.group();
            case GOSSIP ->
                " of group " + cluster.group() + " (port " + master.group().port() + ")";
        };
    }

    private void tell(Problem problem) {
        err().println("hydrophone: " + problem.text());
        err().flush();
    }
}
