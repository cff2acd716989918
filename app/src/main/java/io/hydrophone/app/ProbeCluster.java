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
import io.hydrophone.probe.push.Receiver;
import io.hydrophone.probe.push.ReportPusher;
import io.hydrophone.queue.QueueOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Has a probe push to the master of its cluster, whichever node that is. */
final class ProbeCluster {
    private static final Duration REFRESH = Duration.ofSeconds(3);
    private static final long QUEUE_BYTES = 256L << 20;

    private final ClusterOptions options;
    private final ServeOptions serve;
    private final Path directory;
    private final ReportPusher pusher;
    private final Consumer<Problem> told;

    private ProbeCluster(
            ClusterOptions options, ServeOptions serve, Path directory, ReportPusher pusher, Consumer<Problem> told) {
        this.options = options;
        this.serve = serve;
        this.directory = directory;
        this.pusher = pusher;
        this.told = told;
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
        return new ProbeCluster(options, serve, directory, ReportPusher.open(push, true, told), told);
    }

    ReportPusher pusher() {
        return pusher;
    }

    /** @param address of the probe's HTTP server */
    Cluster enter(String name, URI address) {
        Self self = options.self(name, address);
        Path state = directory.resolve("cluster.json");
        if (options.mode() == ClusterSection.Mode.STATIC) {
            return new StaticProbe(state, this::push, told);
        }
        return GossipProbe.start(self, options.seeds(), state, options.client(serve), this::push, REFRESH, told);
    }

    private void push(List<String> nodes) {
        String scheme = serve.isTls() ? "wss://" : "ws://";
        pusher.setServers(nodes.stream()
                .map(node -> URI.create(scheme + node + "/intake"))
                .toList());
    }
}
