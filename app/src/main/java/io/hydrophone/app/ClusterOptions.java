package io.hydrophone.app;

import io.hydrophone.app.config.ClusterSection;
import io.hydrophone.app.config.HostPort;
import io.hydrophone.config.Secret;
import io.hydrophone.core.ProblemException;
import io.hydrophone.http.ListenAddress;
import io.hydrophone.probe.ReportOptions;
import io.hydrophone.probe.cluster.NodeClient;
import io.hydrophone.probe.cluster.Self;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Option;

/** The cluster that a node belongs to. Nothing of it is loaded unless there is one. */
final class ClusterOptions {
    private static final String KEY_VARIABLE = "HYDROPHONE_CLUSTER_KEY";
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Option(
            names = "--cluster",
            paramLabel = "gossip|static|none",
            defaultValue = "none",
            description =
                    "gossip: nodes find one another, and one of the masters is master; static: a master is told its"
                            + " probes (default: none).")
    private String mode;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            defaultValue = ClusterSection.DEFAULT_GROUP,
            description = "Keeps clusters apart (default: ${DEFAULT-VALUE}).")
    private String group;

    @Option(
            names = "--seed",
            paramLabel = "HOST:PORT",
            split = ",",
            splitSynopsisLabel = ",",
            description = "Where a node that is in the cluster serves; repeatable.")
    private List<String> seeds = new ArrayList<>();

    @Option(
            names = "--cluster-key-file",
            paramLabel = "FILE",
            description =
                    "The secret that masters share, which authenticates and encrypts what they say to one another;"
                            + " else in $" + KEY_VARIABLE + ", if set.")
    private Path keyFile;

    @Option(
            names = "--cluster-ca",
            paramLabel = "FILE",
            description = "Authority of the other nodes' certificates, PEM (default: those that Java trusts).")
    private Path authorities;

    @Option(
            names = "--advertise",
            paramLabel = "HOST:PORT",
            description = "Where others reach what is served here (default: as --listen says).")
    private String advertised;

    private Secret configuredKey;
    private boolean followsSettings = true;

    /** Uses the key of a file, unless the command line names one, and what no option says. */
    void configure(ClusterSection section) {
        configuredKey = section.key();
        followsSettings = section.followSettings();
    }

    /** Whether a probe does what its group was asked to change. */
    boolean followsSettings() {
        return followsSettings;
    }

    ClusterSection.Mode mode() {
        return Arrays.stream(ClusterSection.Mode.values())
                .filter(one -> one.label().equals(mode))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        "bad-cluster",
                        "there is no kind of cluster '" + mode + "'",
                        "--cluster",
                        "give gossip, static or none"));
    }

    String group() {
        return group;
    }

    /** Or null. */
    String advertised() {
        return advertised;
    }

    List<String> seeds() {
        return seeds.stream().map(seed -> HostPort.parse(seed).toString()).toList();
    }

    Path authorities() {
        return authorities;
    }

    /** Null for none. */
    String key() {
        if (keyFile != null) {
            return Secret.fromFile(keyFile).reveal();
        }
        return configuredKey != null ? configuredKey.reveal() : System.getenv(KEY_VARIABLE);
    }

    /**
     * This node as the others know it.
     *
     * @param address of its HTTP server
     */
    Self self(String name, URI address) {
        return new Self(name, reached(address).toString(), group);
    }

    /** Others cannot reach "all addresses". */
    ListenAddress reached(URI address) {
        if (advertised != null) {
            return ListenAddress.parse(advertised);
        }
        ListenAddress served = ListenAddress.parse(address.getAuthority());
        return served.host().equals("0.0.0.0") || served.host().equals("::")
                ? new ListenAddress(ReportOptions.hostName(), served.port())
                : served;
    }

    /** Asks other nodes as this one is asked: with its token, and over TLS when it serves that. */
    NodeClient client(ServeOptions serve) {
        return new NodeClient(
                new NodeClient.Options(serve.bearer(), serve.isTls(), authorities, serve.isInsecure(), PATIENCE));
    }
}
