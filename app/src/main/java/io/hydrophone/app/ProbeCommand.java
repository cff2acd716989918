package io.hydrophone.app;

import io.hydrophone.app.config.ClusterSection;
import io.hydrophone.app.config.Configuration;
import io.hydrophone.app.config.ProbeSection;
import io.hydrophone.app.config.RuntimeFile;
import io.hydrophone.app.config.WebSocketSection;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.Routes;
import io.hydrophone.probe.AskedServer;
import io.hydrophone.probe.NoCapture;
import io.hydrophone.probe.Probe;
import io.hydrophone.probe.ProbeOptions;
import io.hydrophone.probe.ProbeRoutes;
import io.hydrophone.probe.ReportOptions;
import io.hydrophone.probe.WarmUp;
import io.hydrophone.probe.audit.AuditLog;
import io.hydrophone.probe.cluster.ClusterRoutes;
import io.hydrophone.probe.push.Introduction;
import io.hydrophone.probe.push.Outbox;
import io.hydrophone.probe.push.ReportPusher;
import io.hydrophone.probe.settings.Settings;
import io.hydrophone.probe.settings.SettingsFile;
import io.hydrophone.report.IntervalReport;
import io.hydrophone.wire.source.PacketSources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code hydrophone probe}: listens beside a server and serves what it hears. */
@Command(
        name = "probe",
        description = "Listen on devices, ask a server, and serve metrics, statements and what runs now over HTTP.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  hydrophone probe -i any",
            "  hydrophone probe -i eth0 --port 3306,3307 --listen 127.0.0.1:8667",
            "  hydrophone probe -i eth0 --listen 0.0.0.0:8667 \\",
            "    --token-file token --tls-cert cert.pem --tls-key key.pem",
            "  hydrophone probe -i any --mysql mysql://hydrophone@127.0.0.1 \\",
            "    --mysql-password-file password           also ask the server",
            "  hydrophone probe --mysql mysql://hydrophone@db.example.com   only ask it",
            "  hydrophone probe -i eth0,eth0@1234      also in the container of process 1234",
            "  hydrophone probe -i any --workers 4 --cpu-limit 150",
            "  hydrophone probe -i any --push-to wss://master.example.com:8668/intake \\",
            "    --push-token-file token --name db-7      push a report of every second",
            "  hydrophone probe -i any --push-to kafkas://broker:9093/reports \\",
            "    --kafka-ca ca.pem --kafka-user hydrophone --kafka-password-file password",
            "  hydrophone probe --config hydrophone.yaml   what the file says",
            "",
            "Options go before what the file says. Serves /metrics, /status,",
            "/api/v1/queries, /api/v1/running, /api/v1/transactions, /config/update, and",
            "the WebSocket /collector, which sends a report of every interval.",
            "Ctrl-C or SIGTERM ends it."
        })
final class ProbeCommand extends ConsoleCommand {
    private static final Duration WARM_UP = Duration.ofSeconds(1);
    /** What is sealed at the end has so long to be acknowledged; then it waits for the next start. */
    private static final Duration LAST_REPORTS = Duration.ofSeconds(2);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Do what this file says, Hydrophone's or mysql-probe's, where no option says otherwise.")
    private Path config;

    @Mixin
    private CaptureOptions capture;

    @Mixin
    private LoadOptions load;

    @Mixin
    private MySqlOptions mysql;

    @Mixin
    private ServeOptions serve;

    @Mixin
    private PushingOptions push;

    @Mixin
    private ClusterOptions cluster;

    @Option(
            names = "--cluster-dir",
            paramLabel = "DIR",
            defaultValue = "cluster",
            description = "Reports wait here for the cluster's master, which is remembered here (default:"
                    + " ${DEFAULT-VALUE}).")
    private Path clusterDirectory;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Under which those who get the reports know this probe (default: this machine's).")
    private String name;

    @Override
    public Integer call() throws InterruptedException, TimeoutException {
        Configuration file = config == null ? null : FileBehindFlags.apply(config, spec, mysql, push, this::tell);
        if (!capture.isLive() && !mysql.isGiven()) {
            throw new ProblemException(
                    "no-input",
                    "a probe listens to a device or asks a server",
                    "",
                    "name one with -i (-i any for all) or --mysql, or in a file with --config; digest reads files");
        }
        AskedServer server = mysql.options(this::tell);
        ProbeOptions options = capture.isLive() ? load.options(capture).with(server) : ProbeOptions.asking(server);
        int workers = load.workers();
        if (capture.isLive()) {
            WarmUp.run(WARM_UP);
        }
        options = options.withReport(report(file));
        WebSocketSection limits = file == null ? WebSocketSection.DEFAULT : file.websocket();
        PacketSources sources = capture.isLive() ? capture.openDevices(workers) : PacketSources.of(new NoCapture());
        if (file != null) {
            cluster.configure(file.cluster());
        }
        String known = options.report().probe();
        ProbeCluster clustered = cluster.mode() == ClusterSection.Mode.NONE
                ? null
                : ProbeCluster.open(cluster, serve, known, limits.pushTimes(), clusterDirectory, this::tell);
        try (ReportPusher pusher = push.open(known, limits, options.report().masked(), this::tell);
                ReportPusher toMaster = clustered == null ? null : clustered.reports();
                Probe probe = Probe.start(sources, options, this::notice, readers(pusher, clustered));
                ListenUntil end = new ListenUntil(probe::end, capture.duration())) {
            serve(probe, limits, pusher, clustered);
            finish(pusher);
            finish(toMaster);
            int status = LastWords.print(probe, out(), err());
            end.done();
            return status;
        }
    }

    private void tell(Problem problem) {
        err().println("hydrophone: " + problem.text());
    }

    /** Where there is a file, changes are kept beside it; else in the directory of the cluster. */
    private Settings settings(Probe probe, AuditLog audit, boolean isClustered) {
        Settings.Store store = config != null
                ? RuntimeFile.beside(config)
                : isClustered ? new SettingsFile(clusterDirectory.resolve("settings.json"), cluster.group()) : null;
        return new Settings(probe.options().report().probe(), probe, store, audit, this::tell);
    }

    /** Changes are noted beside the file or in the directory of the cluster; where there is neither, they are told at once. */
    private AuditLog audit(boolean isClustered) {
        if (config != null) {
            return new AuditLog(RuntimeFile.auditBeside(config));
        }
        return isClustered ? new AuditLog(clusterDirectory.resolve("audit.jsonl")) : new AuditLog(this::notice);
    }

    private ReportOptions report(Configuration file) {
        ProbeSection section = file == null || file.probe() == null ? ProbeSection.DEFAULT : file.probe();
        String known = name == null ? ReportOptions.hostName() : ReportOptions.checkedName(name);
        return section.report().options(known, Version.number());
    }

    /** Those that are there. */
    private static List<Consumer<IntervalReport>> readers(ReportPusher pusher, ProbeCluster clustered) {
        List<Consumer<IntervalReport>> readers = new ArrayList<>();
        if (pusher != null) {
            readers.add(pusher);
        }
        if (clustered != null) {
            readers.add(clustered);
        }
        return readers;
    }

    private static void finish(ReportPusher pusher) throws InterruptedException {
        if (pusher != null) {
            pusher.finish(LAST_REPORTS);
        }
    }

    /** Until a signal, until the time that was given has passed, or until the device goes. */
    private void serve(Probe probe, WebSocketSection limits, ReportPusher reports, ProbeCluster clustered)
            throws InterruptedException {
        ReportPusher told = reports != null || clustered == null ? reports : clustered.reports();
        Outbox pusher = told == null ? null : told.pusher();
        AuditLog audit = audit(clustered != null);
        Settings settings = settings(probe, audit, clustered != null);
        Routes routes =
                ProbeRoutes.of(probe, Version.number(), limits.channels(ProbeRoutes.COLLECTOR), pusher, settings);
        LateCluster late = new LateCluster();
        if (clustered != null) {
            ClusterRoutes.add(routes, late, audit, this::tell);
            clustered.follow(settings);
        }
        try (HttpServer server = HttpServer.start(serve.options(), routes);
                late) {
            String known = probe.options().report().probe();
            Introduction introduction = new Introduction(
                    known, probe.epoch(), Version.number(), server.uri().toString());
            if (reports != null) {
                reports.deliver(introduction);
            }
            if (clustered != null) {
                clustered.reports().deliver(introduction.in(cluster.group()));
                late.enter(clustered.enter(known, server.uri()));
            }
            String pushing = reports == null
                    ? ""
                    : ", pushing as " + probe.options().report().probe();
            out().println("hydrophone: " + what(probe) + pushing + ", serving " + server.uri() + "/metrics"
                    + " (also /status /api/v1/queries /api/v1/running)");
            out().flush();
            probe.awaitEnd(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        }
    }

    private static String what(Probe probe) {
        ProbeOptions options = probe.options();
        String listening = "listening on " + options.devices() + " port " + options.ports();
        if (options.server() == null) {
            return listening;
        }
        String asking = "asking " + options.server().url();
        return options.listens() ? listening + ", " + asking : asking;
    }
}
