package io.hydrophone.app;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.Reason;
import io.hydrophone.upkeep.release.Manifest;
import io.hydrophone.upkeep.release.ReleaseDirectory;
import io.hydrophone.upkeep.release.ReleasePack;
import io.hydrophone.upkeep.release.SignedManifest;
import io.hydrophone.upkeep.release.SigningKey;
import io.hydrophone.upkeep.release.TrustedKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code hydrophone release}: what agents are updated to. */
@Command(
        name = "release",
        description = "Make, sign and verify a release of the agent.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  hydrophone release keygen release.key             a pair: release.key, and release.key.pub for agents",
            "  hydrophone release pack /srv/updates/releases/1.2.0",
            "                                                    this program; put checks and configuration beside it",
            "  hydrophone release sign /srv/updates/releases/1.2.0 --key release.key",
            "  hydrophone release verify /srv/updates/releases/1.2.0 --public-key release.key.pub",
            "",
            "A release is offered from the moment it is signed. Signing an earlier one again makes it the newest.",
            "Exit status: 0 done, 1 failed or not what was signed, 2 wrong usage."
        })
final class ReleaseCommand extends ConsoleCommand {
    private enum Action {
        KEYGEN,
        PACK,
        SIGN,
        VERIFY
    }

    @Parameters(index = "0", paramLabel = "keygen|pack|sign|verify", description = "What to do.")
    private Action action;

    @Parameters(index = "1", paramLabel = "FILE|DIR", description = "The key to make, or the release's directory.")
    private Path path;

    @Option(names = "--key", paramLabel = "FILE", description = "The key that signs, PEM (PKCS #8, Ed25519).")
    private Path key;

    @Option(names = "--public-key", paramLabel = "FILE", description = "The keys one of which has to have signed, PEM.")
    private Path publicKey;

    @Option(
            names = "--release-version",
            paramLabel = "VERSION",
            description = "The release's (default: that of its manifest, else its directory's name).")
    private String version;

    @Option(
            names = "--start",
            paramLabel = "COMMAND",
            description =
                    "The program's command, with blanks between its words, the first a file of program/ (default: that"
                            + " of the manifest, else hydrophone agent foreground with conf/hydrophone.yaml).")
    private String start;

    @Override
    public Integer call() {
        switch (action) {
            case KEYGEN -> out().println(path + " signs, " + SigningKey.make(path) + " is for agents");
            case PACK -> pack();
            case SIGN -> sign();
            case VERIFY -> {
                return verify();
            }
        }
        return 0;
    }

    private void pack() {
        ReleasePack.write(Path.of(System.getProperty("java.class.path")).toAbsolutePath(), path);
        out().println(path + ": packed; add checks and conf, then: hydrophone release sign " + path + " --key FILE");
    }

    private void sign() {
        SigningKey signing = SigningKey.read(required(key, "--key"));
        Manifest before = Files.exists(path.resolve(SignedManifest.FILE))
                ? SignedManifest.read(path).unverified()
                : null;
        String signed = version != null
                ? version
                : before != null
                        ? before.version()
                        : path.toAbsolutePath().getFileName().toString();
        List<String> command = start != null
                ? List.of(start.strip().split(" +", -1))
                : before != null ? before.start() : ReleasePack.START;
        Manifest manifest = new ReleaseDirectory(path).manifest(signed, System.currentTimeMillis() * 1_000, command);
        try {
            SignedManifest.sign(manifest, signing).write(path);
        } catch (IOException e) {
            throw new ProblemException(
                    new Problem("release-not-written", Reason.ofFile(e), path.toString(), "look at its rights"), e);
        }
        out().println(describe(manifest) + ", signed");
    }

    private int verify() {
        Manifest manifest = SignedManifest.read(path).verified(TrustedKeys.read(required(publicKey, "--public-key")));
        List<String> differences = new ReleaseDirectory(path).differences(manifest);
        differences.forEach(out()::println);
        out().println(describe(manifest)
                + (differences.isEmpty() ? ", as it was signed" : ", changed since it was signed"));
        return differences.isEmpty() ? 0 : 1;
    }

    private static String describe(Manifest manifest) {
        return "release " + manifest.version() + " of " + manifest.files().size() + " files, " + (manifest.size() >> 10)
                + " KiB, serial " + manifest.serial();
    }

    private static Path required(Path given, String option) {
        if (given == null) {
            throw new ProblemException("missing-option", "this needs " + option, "", "see: hydrophone release --help");
        }
        return given;
    }
}
