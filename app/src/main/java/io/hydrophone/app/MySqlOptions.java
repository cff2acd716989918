package io.hydrophone.app;

import io.hydrophone.client.MySqlUrl;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.AskedServer;
import io.hydrophone.probe.server.ServerPlace;
import java.time.Duration;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The server that is asked beside listening, and how often. */
final class MySqlOptions {
    @Mixin
    private MySqlLogin login;

    @Option(
            names = "--mysql-interval",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = DurationConverter.class,
            description = "Read the server's statements so often, from 1s to 5m (default: ${DEFAULT-VALUE}).")
    private Duration interval;

    /** Asks a server that a configuration names. A password that the command line names goes before its own. */
    void ask(MySqlUrl server) {
        login.ask(server);
    }

    boolean isGiven() {
        return login.isGiven();
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
        MySqlUrl server = login.server();
        return new AskedServer(server, ServerPlace.of(server), Duration.ofSeconds(interval.toSeconds()), told);
    }
}
