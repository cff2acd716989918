package io.hydrophone.app;

import io.hydrophone.core.Problem;
import io.hydrophone.upkeep.release.TrustedKeys;
import io.hydrophone.upkeep.server.UpdateServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hydrophone update-server}: releases for agents. */
@Command(
        name = "update-server",
        description = "Serve signed releases to agents, and hear from them how they are.",
        mixinStandardHelpOptions = true,
        defaultValueProvider = UpdateServerCommand.Defaults.class,
        footer = {
            "",
            "DIR holds releases/VERSION/, made by hydrophone release pack and sign, and, where not everybody gets the",
            "newest, rollout.yaml: see docs/updates.md.",
            "",
            "Examples:",
            "  hydrophone update-server /srv/updates",
            "  hydrophone update-server /srv/updates --listen 0.0.0.0:8674 --token-file token \\",
            "    --tls-cert cert.pem --tls-key key.pem --public-key release.key.pub",
            "",
            "Serves /api/v1/manifest, /file, /archive, /heartbeat, /agents, /releases, /install.sh, /status, /metrics;",
            "and /client, /client/version, /client/file-v2, /client/file/NAME for the updaters of dd-agents.",
            "Ctrl-C or SIGTERM ends it."
        })
final class UpdateServerCommand extends ConsoleCommand {
    /** Another port than the probe's. */
    static final class Defaults implements IDefaultValueProvider {
        @Override
        public String defaultValue(ArgSpec argument) {
            return argument instanceof OptionSpec option && option.longestName().equals("--listen")
                    ? "127.0.0.1:" + UpdateServer.DEFAULT_PORT
                    : null;
        }
    }

    @Parameters(index = "0", paramLabel = "DIR", description = "Where releases/ and rollout.yaml are.")
    private Path directory;

    @Option(
            names = "--public-key",
            paramLabel = "FILE",
            description = "Offer only what one of these keys signed, PEM; agents check by themselves in any case.")
    private Path publicKey;

    @Mixin
    private ServeOptions serve;

    @Override
    public Integer call() throws InterruptedException {
        TrustedKeys keys = publicKey == null ? null : TrustedKeys.read(publicKey);
        CountDownLatch ended = new CountDownLatch(1);
        try (UpdateServer server = UpdateServer.start(directory, keys, serve.options(), Version.number(), this::tell);
                ListenUntil end = new ListenUntil(ended::countDown, null)) {
            out().println("hydrophone: update server of " + directory + ", serving " + server.uri()
                    + "/api/v1/manifest (also /install.sh /status /metrics)");
            if (!Files.isDirectory(directory.resolve("releases"))) {
                out().println("hydrophone: no release yet: each is a directory of its own in "
                        + directory.resolve("releases"));
            }
            out().flush();
            ended.await();
            end.done();
        }
        return 0;
    }

    private void tell(Problem problem) {
        notice(problem.text());
    }
}
