package io.hydrophone.app;

import io.hydrophone.app.config.ClusterSection;
import io.hydrophone.core.Problem;
import io.hydrophone.probe.cluster.Cluster;
import io.hydrophone.probe.cluster.GossipProbe;
import io.hydrophone.probe.cluster.Self;
import io.hydrophone.probe.cluster.StaticProbe;
import io.hydrophone.probe.push.PushOptions;
import io.hydrophone.probe.push.PushSecurity;
import io.hydrophone.probe.push.PushTimes;
import io.hydrophone.probe.push.Pusher;
import io.hydrophone.probe.push.Receiver;
import io.hydrophone.probe.push.ReportPusher;
import io.hydrophone.probe.settings.Settings;
import io.hydrophone.queue.QueueOptions;
import io.hydrophone.report.IntervalReport;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Has a probe push to the master of its cluster, whichever node that is. While it belongs to none, as a probe that nobody
 * has asked to join, nothing is kept for one.
 */
final class ProbeCluster implements Consumer<IntervalReport> {
    private static final Duration REFRESH = Duration.ofSeconds(3);
    private static final long QUEUE_BYTES = 256L << 20;

    private final ClusterOptions options;
    private final ServeOptions serve;
    private final Path directory;
    private final Pusher pusher;
    private final ReportPusher reports;
    private final Consumer<Problem> told;
    private volatile boolean belongs;
    private volatile boolean entered;

    private ProbeCluster(
            ClusterOptions options, ServeOptions serve, Path directory, Pusher pusher, Consumer<Problem> told) {
        this.options = options;
        this.serve = serve;
        this.directory = directory;
        this.pusher = pusher;
        reports = ReportPusher.over(pusher);
        this.told = told;
        belongs = !options.seeds().isEmpty();
    }

    /**
     * Opens the queue in which reports wait for the master.
     *
     * @param directory of the queue, and where the cluster is remembered
     */
    static ProbeCluster open(
            ClusterOptions options,
            ServeOptions serve,
            String probe,
            PushTimes times,
            Path directory,
            Consumer<Problem> told) {
        PushSecurity security = new PushSecurity(options.authorities(), serve.bearer(), serve.isInsecure(), true);
        PushOptions push = new PushOptions(
                probe,
                List.of(),
                Receiver.NATIVE,
                false,
                times,
                security,
                directory.resolve("queue"),
                QueueOptions.of(QUEUE_BYTES),
                PushOptions.MEMORY_BYTES);
        return new ProbeCluster(options, serve, directory, Pusher.open(push, told), told);
    }

    ReportPusher reports() {
        return reports;
    }

    /** Has the master change the probe as its group was asked to, unless the probe shall not follow. */
    void follow(Settings settings) {
        if (options.followsSettings()) {
            pusher.follow(settings);
        }
    }

    @Override
    public void accept(IntervalReport report) {
        if (belongs) {
            reports.accept(report);
        }
    }

    /** @param address of the probe's HTTP server */
    Cluster enter(String name, URI address) {
        Cluster cluster = cluster(name, address);
        entered = true;
        return cluster;
    }

    private Cluster cluster(String name, URI address) {
        Self self = options.self(name, address);
        Path state = directory.resolve("cluster.json");
        if (options.mode() == ClusterSection.Mode.STATIC) {
            return new StaticProbe(self, state, this::push, told);
        }
        return GossipProbe.start(self, options.seeds(), state, options.client(serve), this::push, REFRESH, told);
    }

    private void push(List<String> nodes) {
        if (!nodes.isEmpty()) {
            belongs = true;
        } else if (entered) { // At the start the seeds have not answered yet.
            belongs = false;
        }
        String scheme = serve.isTls() ? "wss://" : "ws://";
        pusher.setServers(nodes.stream()
                .map(node -> URI.create(scheme + node + "/intake"))
                .toList());
    }
}
