package io.hydrophone.app;

import io.hydrophone.app.config.ClusterSection;
import io.hydrophone.app.config.Configuration;
import io.hydrophone.config.Secret;
import io.hydrophone.core.ProblemException;
import io.hydrophone.http.ListenAddress;
import io.hydrophone.probe.ReportOptions;
import io.hydrophone.probe.group.GroupOptions;
import io.hydrophone.probe.group.GroupTimes;
import io.hydrophone.probe.master.Master;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which group a master belongs to. Nothing of the group is loaded unless it does. */
final class ClusterOptions {
    private static final String KEY_VARIABLE = "HYDROPHONE_CLUSTER_KEY";
    private static final String GOSSIP = ClusterSection.Mode.GOSSIP.label();

    @Option(
            names = "--cluster",
            paramLabel = "gossip|static|none",
            defaultValue = "none",
            description = "gossip: masters and standbys find one another, one of them is master (default: none).")
    private String mode;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            defaultValue = ClusterSection.DEFAULT_GROUP,
            description = "Keeps clusters apart (default: ${DEFAULT-VALUE}).")
    private String group;

    @Option(
            names = "--cluster-port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "For the group's own traffic; 0 takes a free one and keeps it (default).")
    private int port;

    @Option(
            names = "--seed",
            paramLabel = "HOST:PORT",
            split = ",",
            splitSynopsisLabel = ",",
            description = "Group address of a node that is in the cluster already; repeatable.")
    private List<String> seeds = new ArrayList<>();

    @Option(
            names = "--cluster-key-file",
            paramLabel = "FILE",
            description = "The secret that all nodes share, which authenticates and encrypts; else in $" + KEY_VARIABLE
                    + ", if set.")
    private Path keyFile;

    @Option(
            names = "--advertise",
            paramLabel = "HOST:PORT",
            description = "Where others reach what is served here (default: as --listen says).")
    private String advertised;

    String group() {
        return group;
    }

    /** Or null. */
    String advertised() {
        return advertised;
    }

    boolean isGossip() {
        if (List.of(ClusterSection.Mode.values()).stream()
                .noneMatch(one -> one.label().equals(mode))) {
            throw new ProblemException(
                    "bad-cluster",
                    "there is no kind of cluster '" + mode + "'",
                    "--cluster",
                    "give gossip, static or none");
        }
        return mode.equals(GOSSIP);
    }

    /**
     * Has a master enter its group, when it has one.
     *
     * @param address of its HTTP server
     * @param file null for none
     * @return for a sentence; "" without a group
     */
    String enter(Master master, String name, URI address, Configuration file, Path directory) {
        if (!isGossip()) {
            return "";
        }
        ListenAddress reached = advertised(address);
        boolean insecure = file != null && file.master().serve().insecure();
        int entered = master.enter(new GroupOptions(
                        name,
                        group,
                        reached.host(),
                        port,
                        reached.toString(),
                        seeds,
                        key(file),
                        insecure,
                        directory.resolve("group.json"),
                        GroupTimes.DEFAULT))
                .port();
        return " of group " + group + " (port " + entered + ")";
    }

    /** Others cannot reach "all addresses". */
    private ListenAddress advertised(URI address) {
        if (advertised != null) {
            return ListenAddress.parse(advertised);
        }
        ListenAddress served = ListenAddress.parse(address.getAuthority());
        return served.host().equals("0.0.0.0") || served.host().equals("::")
                ? new ListenAddress(ReportOptions.hostName(), served.port())
                : served;
    }

    private String key(Configuration file) {
        if (keyFile != null) {
            return Secret.fromFile(keyFile).reveal();
        }
        Secret configured = file == null ? null : file.cluster().key();
        return configured != null ? configured.reveal() : System.getenv(KEY_VARIABLE);
    }
}
