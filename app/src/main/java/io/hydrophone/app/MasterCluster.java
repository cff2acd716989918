package io.hydrophone.app;

import io.hydrophone.app.config.ClusterSection;
import io.hydrophone.core.Problem;
import io.hydrophone.probe.cluster.Cluster;
import io.hydrophone.probe.cluster.GossipMember;
import io.hydrophone.probe.cluster.NodeClient;
import io.hydrophone.probe.cluster.Self;
import io.hydrophone.probe.cluster.StaticMaster;
import io.hydrophone.probe.group.Group;
import io.hydrophone.probe.group.GroupOptions;
import io.hydrophone.probe.group.GroupTimes;
import io.hydrophone.probe.master.Master;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/** Has a master enter its cluster. */
final class MasterCluster {
    private static final Duration LOOK = Duration.ofSeconds(3);

    private MasterCluster() {}

    /**
     * Enters it.
     *
     * @param port for the group's own traffic
     * @param address of the master's HTTP server
     * @param directory where the cluster is remembered
     */
    static Cluster enter(
            ClusterOptions options,
            int port,
            ServeOptions serve,
            Master master,
            URI address,
            Path directory,
            Consumer<Problem> told) {
        Self self = options.self(master.options().name(), address);
        if (options.mode() == ClusterSection.Mode.STATIC) {
            return StaticMaster.start(
                    self, directory.resolve("cluster.json"), options.client(serve), master, LOOK, told);
        }
        NodeClient client = options.client(serve);
        Seeds seeds = Seeds.ask(options.seeds(), self.group(), client);
        Group group = master.enter(new GroupOptions(
                self.name(),
                self.group(),
                options.reached(address).host(),
                port,
                self.address(),
                seeds.members(),
                options.key(),
                serve.isInsecure(),
                directory.resolve("group.json"),
                GroupTimes.DEFAULT));
        GossipMember member = new GossipMember(group, self.group(), master, client);
        seeds.keepAsking(member, told);
        return member;
    }
}
