package io.hydrophone.app;

import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.Password;
import io.hydrophone.client.raw.Compression;
import io.hydrophone.client.raw.RawTarget;
import io.hydrophone.core.ProblemException;
import io.hydrophone.traffic.replay.Accounts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The server on which recorded traffic is replayed, and as whom. */
final class ReplayTargetOptions {
    private static final String PASSWORD_VARIABLE = "HYDROPHONE_MYSQL_PASSWORD";

    @Option(
            names = "--target",
            required = true,
            paramLabel = "URL",
            description = "Replay on this server: mysql://USER@HOST:PORT/?tls=MODE; MODE is verify-full (default, with"
                    + " ca=FILE for an authority of your own), verify-ca, required, or disabled (default for this"
                    + " machine).")
    private String url;

    @Option(
            names = "--target-password-file",
            paramLabel = "FILE",
            description = "The password is the first line of this file; else $" + PASSWORD_VARIABLE + ", if set.")
    private Path passwordFile;

    @Option(
            names = "--user-map",
            paramLabel = "USER=ACCOUNT",
            description = "What this user of the recording did is done as that account of the target; others use the"
                    + " URL's. May be repeated.")
    private Map<String, String> users = Map.of();

    @Option(
            names = "--user-password-file",
            paramLabel = "ACCOUNT=FILE",
            description = "That account's password is the first line of this file; else it is the same as the URL's.")
    private Map<String, Path> passwordFiles = Map.of();

    @Option(
            names = "--database-remap",
            paramLabel = "NAME=OTHER",
            description =
                    "The database has another name on the target: in logins, texts and prepared statements. May be"
                            + " repeated.")
    private Map<String, String> databases = Map.of();

    @Option(names = "--compress", paramLabel = "METHOD", description = "Compress the connections: zlib or zstd.")
    private Compression compression = Compression.NONE;

    @Option(
            names = "--get-server-public-key",
            description = "Without TLS, send a password encrypted with the key that the server gives"
                    + " (caching_sha2_password).")
    private boolean publicKey;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description =
                    "Give up a command, and its connection, that takes longer (default: never; with --ordered 2m).")
    private Duration timeout;

    private MySqlUrl server() {
        MySqlUrl server = MySqlUrl.parse(url);
        return server.orPassword(
                passwordFile == null ? Password.fromEnvironment(PASSWORD_VARIABLE) : Password.fromFile(passwordFile));
    }

    /** @param usualTimeout for those who name none */
    RawTarget target(Duration usualTimeout) {
        return RawTarget.of(server())
                .answerWithin(timeout == null ? usualTimeout : timeout)
                .compressed(compression)
                .getServerPublicKey(publicKey);
    }

    Accounts accounts(RawTarget target) {
        Map<String, Password> passwords = new HashMap<>();
        passwordFiles.forEach((account, file) -> {
            if (!users.containsValue(account)) {
                throw new ProblemException(
                        "bad-user-map",
                        "no user is mapped to this account",
                        "--user-password-file " + account,
                        "name it in --user-map USER=" + account);
            }
            passwords.put(account, Password.fromFile(file));
        });
        return new Accounts(users, passwords, target.url());
    }

    Map<String, String> databases() {
        return databases;
    }
}
