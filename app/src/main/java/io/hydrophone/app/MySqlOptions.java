package io.hydrophone.app;

import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.Password;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.AskedServer;
import io.hydrophone.probe.server.ServerPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** The server that is asked beside listening. Nothing of the driver is loaded unless one is given. */
final class MySqlOptions {
    private static final String PASSWORD_VARIABLE = "HYDROPHONE_MYSQL_PASSWORD";

    @Option(
            names = "--mysql",
            paramLabel = "URL",
            description = "Also ask this server, which only reads: mysql://USER@HOST:PORT/?tls=MODE;"
                    + " MODE is verify-full (default, with ca=FILE for an authority of your own), verify-ca, required,"
                    + " or disabled (default for this machine).")
    private String url;

    @Option(
            names = "--mysql-password-file",
            paramLabel = "FILE",
            description = "Its password is the first line of this file; else $" + PASSWORD_VARIABLE + ", if set.")
    private Path passwordFile;

    @Option(
            names = "--mysql-interval",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "Read the server's statements so often, from 1s to 5m (default: ${DEFAULT-VALUE}).")
    private Duration interval;

    private MySqlUrl configured;

    /** Asks a server that a configuration names. A password that the command line names goes before its own. */
    void ask(MySqlUrl server) {
        configured = server;
    }

    boolean isGiven() {
        return url != null || configured != null;
    }

    /**
     * The server, or null when none is given.
     *
     * @param told each problem once
     */
    AskedServer options(Consumer<Problem> told) {
        if (!isGiven()) {
            return null;
        }
        if (interval.compareTo(AskedServer.LEAST_INTERVAL) < 0 || interval.compareTo(AskedServer.MOST_INTERVAL) > 0) {
            throw new ProblemException("bad-interval", "--mysql-interval is from 1s to 5m", "", "");
        }
        MySqlUrl server = server();
        return new AskedServer(server, ServerPlace.of(server), Duration.ofSeconds(interval.toSeconds()), told);
    }

    private MySqlUrl server() {
        MySqlUrl server = url == null ? configured : MySqlUrl.parse(url);
        if (passwordFile == null) {
            return server.orPassword(Password.fromEnvironment(PASSWORD_VARIABLE));
        }
        Password password = Password.fromFile(passwordFile);
        return url == null ? server.withPassword(password) : server.orPassword(password);
    }
}
