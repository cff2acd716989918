package io.hydrophone.app;

import io.hydrophone.config.Secret;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import io.hydrophone.upkeep.deploy.AgentSettings;
import io.hydrophone.upkeep.deploy.DeployAction;
import io.hydrophone.upkeep.deploy.DeployHost;
import io.hydrophone.upkeep.deploy.DeployReport;
import io.hydrophone.upkeep.deploy.Deployment;
import io.hydrophone.upkeep.deploy.HostsFile;
import io.hydrophone.upkeep.deploy.ReleaseArchive;
import io.hydrophone.upkeep.deploy.SshLogins;
import io.hydrophone.upkeep.release.TrustedKeys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hydrophone deploy}: agents on many machines, over SSH. */
@Command(
        name = "deploy",
        description = "Install, upgrade, look at or remove agents on many machines, over SSH.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The hosts' file lists machines, with defaults for all: see docs/deploy.md. A second run touches only those",
            "that are not as they should be.",
            "",
            "Examples:",
            "  hydrophone deploy --hosts hosts.yaml --release /srv/updates/releases/1.2.0 \\",
            "    --public-key release.key.pub --server https://updates.example.com:8674 install",
            "  hydrophone deploy --hosts hosts.yaml status",
            "  hydrophone deploy --hosts hosts.yaml --release DIR --public-key release.key.pub upgrade --parallel 20",
            "  hydrophone deploy --hosts hosts.yaml --format json remove",
            "",
            "Exit status: 0 all is done, 1 some machine failed, 2 wrong usage or hosts' file."
        })
final class DeployCommand extends ConsoleCommand {
    private enum Format {
        TABLE,
        JSON
    }

    @Parameters(index = "0", paramLabel = "install|upgrade|status|remove", description = "What to do on each machine.")
    private DeployAction action;

    @Option(names = "--hosts", paramLabel = "FILE", required = true, description = "The machines, YAML.")
    private Path hosts;

    @Option(
            names = "--release",
            paramLabel = "DIR",
            description = "What to install: a signed release, as pack and sign make it.")
    private Path release;

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            description = "Who has to have signed it, PEM; agents take updates that these keys signed.")
    private Path publicKey;

    @Option(names = "--server", paramLabel = "URL", defaultValue = "", description = "The update server of the agents.")
    private String server;

    @Option(names = "--server-token-file", paramLabel = "FILE", description = "What that server asks them for.")
    private Path serverToken;

    @Option(names = "--server-ca", paramLabel = "FILE", description = "Authority of its certificate, PEM.")
    private Path serverAuthority;

    @Option(names = "--server-insecure", description = "Let the agents ask it over plain HTTP.")
    private boolean serverInsecure;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            defaultValue = "10",
            description = "Machines at a time, 1 to 200 (default: ${DEFAULT-VALUE}).")
    private int parallel;

    @Option(
            names = "--retries",
            paramLabel = "N",
            defaultValue = "2",
            description = "After a machine could not be reached, 0 to 10 (default: ${DEFAULT-VALUE}).")
    private int retries;

    @Option(
            names = "--known-hosts",
            paramLabel = "FILE",
            description = "Host keys that are known (default: ~/.ssh/known_hosts).")
    private Path knownHosts = Path.of(System.getProperty("user.home"), ".ssh", "known_hosts");

    @Option(
            names = "--accept-new",
            description = "Take machines that were never seen as they are, and write their keys down. One whose key"
                    + " changed is refused all the same.")
    private boolean acceptNew;

    @Option(
            names = "--format",
            paramLabel = "table|json",
            defaultValue = "table",
            description = "Of the result (default: ${DEFAULT-VALUE}).")
    private Format format;

    @Override
    public Integer call() throws InterruptedException {
        if (parallel < 1 || parallel > 200 || retries < 0 || retries > 10) {
            throw new ProblemException(
                    "out-of-range", "--parallel is from 1 to 200, --retries from 0 to 10", "", "give other numbers");
        }
        List<DeployHost> machines = HostsFile.read(hosts);
        String socket = System.getenv("SSH_AUTH_SOCK");
        AgentSettings settings = new AgentSettings(
                server,
                serverToken == null ? null : Secret.fromFile(serverToken),
                pem(publicKey),
                pem(serverAuthority),
                serverInsecure);
        Path agent = socket == null || socket.isEmpty() ? null : Path.of(socket);
        try (ReleaseArchive archive = archive();
                SshLogins logins = new SshLogins(knownHosts, acceptNew, agent);
                DeployScreen screen = new DeployScreen(err(), onTerminal(), machines.size())) {
            Deployment deployment = new Deployment(logins, settings, new Deployment.Options(parallel, retries), screen);
            return print(new DeployReport(action, deployment.run(action, machines, archive)), screen);
        }
    }

    private ReleaseArchive archive() {
        if (!action.installs()) {
            return null;
        }
        if (release == null) {
            throw new ProblemException(
                    "missing-option",
                    "there is nothing to install",
                    "",
                    "give --release DIR; make one: hydrophone release pack DIR, and sign it");
        }
        return ReleaseArchive.of(release, publicKey == null ? null : TrustedKeys.read(publicKey));
    }

    private int print(DeployReport report, DeployScreen screen) {
        screen.close();
        switch (format) {
            case TABLE -> report.lines().forEach(out()::println);
            case JSON -> out().println(new String(report.json(), StandardCharsets.UTF_8));
        }
        return report.isFailed() ? 1 : 0;
    }

    /** The text of a file, or nothing when none is given. */
    private static String pem(Path file) {
        try {
            return file == null ? "" : Files.readString(file);
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem("bad-key", "cannot be read (" + Reason.ofFile(e) + ")", file.toString(), ""), e);
        }
    }
}
