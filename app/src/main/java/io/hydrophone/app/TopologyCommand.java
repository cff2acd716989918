package io.hydrophone.app;

import io.hydrophone.client.Password;
import io.hydrophone.client.TlsMode;
import io.hydrophone.client.reading.ReadableServers;
import io.hydrophone.core.ProblemException;
import io.hydrophone.topology.Address;
import io.hydrophone.topology.Discovery;
import io.hydrophone.topology.DiscoverySettings;
import io.hydrophone.topology.Login;
import io.hydrophone.topology.NamedCluster;
import io.hydrophone.topology.Topology;
import io.hydrophone.topology.config.TopologyFile;
import io.hydrophone.topology.diagnosis.Diagnosis;
import io.hydrophone.topology.diagnosis.Finding;
import io.hydrophone.topology.diagnosis.Severity;
import io.hydrophone.topology.report.TopologyFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hydrophone topology}: who follows whom, and how that is going. */
@Command(
        name = "topology",
        description = "Find all servers that are tied to some, and show them: sources and replicas, groups, Galera"
                + " clusters, with versions, threads, lag, missing and errant transactions; then what is wrong, by all of"
                + " their words, and what may be done. Nothing is changed on them.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  hydrophone topology db1 --user monitor --password-file secret",
            "  hydrophone topology --config clusters.yaml",
            "  hydrophone topology db1 --user monitor --format json | jq '.links[]'",
            "  hydrophone topology db1 --user monitor --format dot | dot -Tsvg > f.svg",
            "  hydrophone topology --config clusters.yaml --check > /dev/null || alarm",
            "  hydrophone grants --version 8.0.36 --for topology      the account for it",
            "",
            "Exit status: 0 at least one server was reached, 1 none was, or --check found something,",
            "2 wrong usage or configuration."
        })
final class TopologyCommand extends ConsoleCommand {
    private static final String PASSWORD_VARIABLE = "HYDROPHONE_MYSQL_PASSWORD";

    @Parameters(
            arity = "0..*",
            paramLabel = "ADDRESS",
            description = "Where to begin: HOST or HOST:PORT (default port: 3306).")
    private List<String> addresses = List.of();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Clusters of this file, YAML or JSON: clusters: [{name, members, user, password}].")
    private Path config;

    @Option(names = "--user", paramLabel = "USER", description = "The account, where the file has none.")
    private String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Its password is the first line of this file; else $" + PASSWORD_VARIABLE + ", if set.")
    private Path passwordFile;

    @Option(
            names = "--tls",
            paramLabel = "MODE",
            description = "verify-full (default), verify-ca, required, or disabled (default for this machine).")
    private String tls;

    @Option(names = "--ca", paramLabel = "FILE", description = "The authority of the servers' certificates, PEM.")
    private Path authority;

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "For all that one server is asked (default: 3s, or the file's).")
    private Duration deadline;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "tree",
            description = "tree, json or dot (default: ${DEFAULT-VALUE}).")
    private TopologyFormat format;

    @Option(
            names = "--check",
            description = "Exit status 1 when something critical or a warning was found, for scripts.")
    private boolean check;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        TopologyFile file = config == null ? null : TopologyFile.read(config);
        List<NamedCluster> clusters = file == null ? List.of() : file.clusters();
        List<Address> seeds = addresses.stream().map(this::address).toList();
        if (seeds.isEmpty() && clusters.isEmpty()) {
            throw wrong("name a server, or give a file with --config");
        }
        boolean needsUser = !seeds.isEmpty() || clusters.stream().anyMatch(cluster -> cluster.login() == null);
        if (needsUser && user == null) {
            throw wrong("--user is missing: which account may ask?");
        }
        DiscoverySettings settings = file == null ? DiscoverySettings.USUAL : file.discovery();
        Topology topology;
        try (ReadableServers servers = new ReadableServers()) {
            topology = new Discovery(servers, deadline == null ? settings : settings.withDeadline(deadline))
                    .discover(seeds, clusters, needsUser ? login() : null);
        }
        List<Finding> findings = Diagnosis.of(topology);
        format.write(topology, findings, out(), onTerminal() && Terminal.wantsColours());
        out().flush();
        boolean fails = check && findings.stream().anyMatch(finding -> finding.severity() != Severity.NOTICE);
        return !fails && topology.instances().stream().anyMatch(instance -> instance.view() != null) ? 0 : 1;
    }

    private Address address(String text) {
        try {
            return Address.parse(text);
        } catch (ProblemException e) {
            throw wrong(e.problem().message() + ": " + e.problem().action());
        }
    }

    private Login login() {
        Password password =
                passwordFile == null ? Password.fromEnvironment(PASSWORD_VARIABLE) : Password.fromFile(passwordFile);
        TlsMode mode = tls == null ? null : TlsMode.of(tls);
        if (tls != null && mode == null) {
            throw wrong("--tls is one of " + TlsMode.labels());
        }
        return new Login(user, password, mode, authority);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
