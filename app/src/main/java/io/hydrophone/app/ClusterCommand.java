package io.hydrophone.app;

import io.hydrophone.app.config.HostPort;
import io.hydrophone.probe.cluster.NodeClient;
import io.hydrophone.probe.cluster.NodeTree;
import io.hydrophone.probe.push.BearerToken;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hydrophone cluster}: how a cluster is. */
@Command(
        name = "cluster",
        description = "Show a cluster as a tree: nodes and their roles, rates, lag and losses.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  hydrophone cluster status                             the cluster of the node on this machine",
            "  hydrophone cluster status --at db7.example.com:8667 --tls --token-file token",
            "  watch -n 2 hydrophone cluster status",
            "",
            "Exit status: 0 there is one master and every node is up, 1 otherwise, or no node answers."
        })
final class ClusterCommand extends ConsoleCommand {
    private static final String TOKEN_VARIABLE = "HYDROPHONE_TOKEN";
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private enum Action {
        STATUS
    }

    @Parameters(index = "0", paramLabel = "status", description = "What to show.")
    private Action action;

    @Option(
            names = "--at",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8667",
            description =
                    "Any node of the cluster, or any copy of a kafka-streams master (default: ${DEFAULT-VALUE}); of a"
                            + " static cluster the master.")
    private String address;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "The nodes' token; else $" + TOKEN_VARIABLE + ".")
    private Path tokenFile;

    @Option(names = "--tls", description = "The nodes serve HTTPS.")
    private boolean tls;

    @Option(names = "--tls-ca", paramLabel = "FILE", description = "Authority of their certificates, PEM.")
    private Path authorities;

    @Option(names = "--insecure", description = "Send the token over plain HTTP to another machine.")
    private boolean insecure;

    @Override
    public Integer call() {
        String node = HostPort.parse(address).toString();
        NodeClient.Options options =
                new NodeClient.Options(token(), tls || authorities != null, authorities, insecure, PATIENCE);
        return switch (action) {
            case STATUS -> status(options, node);
        };
    }

    private int status(NodeClient.Options options, String node) {
        try (NodeClient client = new NodeClient(options)) {
            NodeTree tree = NodeTree.ask(client, node);
            tree.lines().forEach(out()::println);
            return tree.isWhole() ? 0 : 1;
        }
    }

    private BearerToken token() {
        if (tokenFile != null) {
            return BearerToken.fromFile(tokenFile);
        }
        String secret = System.getenv(TOKEN_VARIABLE);
        return secret == null ? null : BearerToken.of(secret, "$" + TOKEN_VARIABLE);
    }
}
