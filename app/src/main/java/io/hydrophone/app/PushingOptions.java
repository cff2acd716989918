package io.hydrophone.app;

import io.hydrophone.app.config.PusherSection;
import io.hydrophone.app.config.WebSocketSection;
import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.push.BearerToken;
import io.hydrophone.probe.push.PushOptions;
import io.hydrophone.probe.push.PushSecurity;
import io.hydrophone.probe.push.Receiver;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The servers that reports are pushed to. Nothing of the pusher is loaded unless one is given. */
final class PushingOptions {
    private static final String TOKEN_VARIABLE = "HYDROPHONE_PUSH_TOKEN";

    @Option(
            names = "--push-to",
            paramLabel = "URL",
            split = ",",
            splitSynopsisLabel = ",",
            description = "Push the report of every interval to one of these: wss://HOST:PORT/PATH, or ws:// on this"
                    + " machine. Goes before the servers of a file, whose token they do not get.")
    private List<String> servers = new ArrayList<>();

    @Option(
            names = "--push-dir",
            paramLabel = "DIR",
            defaultValue = PusherSection.DEFAULT_QUEUE_DIRECTORY,
            description = "Reports wait here until one has acknowledged them (default: ${DEFAULT-VALUE}).")
    private Path directory;

    @Option(
            names = "--push-token-file",
            paramLabel = "FILE",
            description = "Send the bearer token in this file; else in $" + TOKEN_VARIABLE + ", if set.")
    private Path tokenFile;

    @Option(names = "--push-insecure", description = "Let reports go to other machines over ws://.")
    private boolean insecure;

    private PusherSection configured;

    /** Pushes to the servers that a configuration names. */
    void pushTo(PusherSection section) {
        configured = section;
    }

    /**
     * What to push to, or null when no server is given.
     *
     * @param probe the probe's name
     */
    PushOptions options(String probe, WebSocketSection limits) {
        if (servers.isEmpty() && configured == null) {
            return null;
        }
        boolean own = !servers.isEmpty();
        PusherSection section = own ? null : configured;
        return new PushOptions(
                probe,
                own ? servers.stream().map(PushingOptions::uri).toList() : section.addresses(),
                own ? Receiver.NATIVE : section.receiver(),
                !own && section.preconnect(),
                limits.pushTimes(),
                security(section),
                directory,
                limits.queue(configured == null ? PusherSection.DEFAULT_QUEUE_BYTES : configured.queueBytes()),
                PushOptions.MEMORY_BYTES);
    }

    /** @param section null where the command line names the servers: a token of the file is for others */
    private PushSecurity security(PusherSection section) {
        return section == null
                ? new PushSecurity(null, token(null), insecure, false)
                : new PushSecurity(section.tlsCa(), token(section), insecure || !section.tls(), section.anyMaster());
    }

    private BearerToken token(PusherSection section) {
        if (tokenFile != null) {
            return BearerToken.fromFile(tokenFile);
        }
        if (section != null && section.tokenFile() != null) {
            return BearerToken.fromFile(section.tokenFile());
        }
        String secret = System.getenv(TOKEN_VARIABLE);
        return secret == null ? null : BearerToken.of(secret, "$" + TOKEN_VARIABLE);
    }

    private static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            // The text may hold a password: it is not repeated.
            throw new ProblemException(
                    "bad-push-server",
                    "this is no address of a receiver",
                    "--push-to",
                    "give ws://HOST:PORT/PATH or wss://HOST:PORT/PATH");
        }
    }
}
