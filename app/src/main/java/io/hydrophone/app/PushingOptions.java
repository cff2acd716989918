package io.hydrophone.app;

import io.hydrophone.app.config.KafkaSection;
import io.hydrophone.app.config.PusherSection;
import io.hydrophone.app.config.WebSocketSection;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.kafka.KafkaAddress;
import io.hydrophone.kafka.KafkaConnection;
import io.hydrophone.probe.push.BearerToken;
import io.hydrophone.probe.push.KafkaOptions;
import io.hydrophone.probe.push.PushOptions;
import io.hydrophone.probe.push.PushSecurity;
import io.hydrophone.probe.push.Receiver;
import io.hydrophone.probe.push.ReportPusher;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
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
                    + " machine; or to a topic: kafkas://HOST:PORT[,HOST:PORT]/TOPIC. Goes before the servers of a"
                    + " file, whose token or login they do not get.")
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

    @Option(names = "--push-insecure", description = "Let reports go to other machines in the clear.")
    private boolean insecure;

    @Mixin
    private KafkaClientOptions kafka;

    private PusherSection configured;
    private KafkaSection topic;

    /** Pushes to the servers that a configuration names. */
    void pushTo(PusherSection section) {
        configured = section;
    }

    /** Writes to the topic that a configuration names, or takes from it. */
    void useTopic(KafkaSection section) {
        topic = section;
    }

    /**
     * Opens the queue of what is pushed; null when nothing is.
     *
     * @param name under which receivers know who pushes
     * @param masked whether statements in mysql-probe's format have no literals
     */
    ReportPusher open(String name, WebSocketSection limits, boolean masked, Consumer<Problem> told) {
        boolean isTopic = servers.isEmpty() ? topic != null : KafkaAddress.isMeant(servers.getFirst());
        if (isTopic) {
            return ReportPusher.open(kafkaOptions(limits), told);
        }
        PushOptions options = options(name, limits);
        return options == null ? null : ReportPusher.open(options, masked, told);
    }

    /**
     * The topic that a copy of a master takes reports from.
     *
     * @param from on the command line; null for that of the configuration
     */
    KafkaConnection source(String from) {
        if (from == null && topic == null) {
            throw new ProblemException(
                    "no-input",
                    "--engine kafka-streams takes reports from a topic",
                    "",
                    "name it with --from, or in section kafka of a file");
        }
        return from == null ? KafkaClientOptions.to(topic) : kafka.to(KafkaAddress.parse(from), insecure);
    }

    private KafkaOptions kafkaOptions(WebSocketSection limits) {
        // The brokers of one address were parted at their commas.
        KafkaConnection target = servers.isEmpty()
                ? KafkaClientOptions.to(topic)
                : kafka.to(KafkaAddress.parse(String.join(",", servers)), insecure);
        return new KafkaOptions(target, directory, limits.queue(queueBytes()), PushOptions.MEMORY_BYTES);
    }

    private long queueBytes() {
        if (configured != null) {
            return configured.queueBytes();
        }
        return topic == null ? PusherSection.DEFAULT_QUEUE_BYTES : topic.queueBytes();
    }

    /**
     * What to push to over WebSocket, or null when no server is given.
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
                limits.queue(queueBytes()),
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
                    "give ws://HOST:PORT/PATH, wss://HOST:PORT/PATH or kafkas://HOST:PORT/TOPIC");
        }
    }
}
