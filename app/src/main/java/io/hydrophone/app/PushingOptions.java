package io.hydrophone.app;

import io.hydrophone.app.config.PusherSection;
import io.hydrophone.app.config.WebSocketSection;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.kafka.KafkaAddress;
import io.hydrophone.probe.kafka.KafkaConnection;
import io.hydrophone.probe.kafka.KafkaSettings;
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
import picocli.CommandLine.Option;

/** The servers that reports are pushed to. Nothing of the pusher is loaded unless one is given. */
final class PushingOptions {
    private static final String TOKEN_VARIABLE = "HYDROPHONE_PUSH_TOKEN";
    private static final String KAFKA = "kafka://";

    @Option(
            names = "--push-to",
            paramLabel = "URL",
            split = ",",
            splitSynopsisLabel = ",",
            description = "Push the report of every interval to one of these: wss://HOST:PORT/PATH, or ws:// on this"
                    + " machine; or to a topic: kafka://HOST:PORT[,HOST:PORT]/TOPIC. Goes before the servers of a"
                    + " file, whose token they do not get.")
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

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Properties for Kafka's client, by its own names: TLS, SASL.")
    private Path kafkaConfig;

    private PusherSection configured;

    /** Pushes to the servers that a configuration names. */
    void pushTo(PusherSection section) {
        configured = section;
    }

    /**
     * Opens the queue of what is pushed; null when nothing is.
     *
     * @param name under which receivers know who pushes
     * @param masked whether statements in mysql-probe's format have no literals
     */
    ReportPusher open(String name, WebSocketSection limits, boolean masked, Consumer<Problem> told) {
        if (!servers.isEmpty() && servers.getFirst().startsWith(KAFKA)) {
            return ReportPusher.open(kafka(limits), told);
        }
        PushOptions options = options(name, limits);
        return options == null ? null : ReportPusher.open(options, masked, told);
    }

    /** What the file for Kafka's client says. */
    KafkaSettings kafkaSettings() {
        return kafkaConfig == null ? KafkaSettings.NONE : KafkaSettings.fromFile(kafkaConfig);
    }

    boolean isInsecure() {
        return insecure;
    }

    /** The brokers of one address were parted at their commas. */
    private KafkaOptions kafka(WebSocketSection limits) {
        KafkaAddress address = KafkaAddress.parse(String.join(",", servers));
        return new KafkaOptions(
                new KafkaConnection(address, kafkaSettings(), insecure),
                directory,
                limits.queue(configured == null ? PusherSection.DEFAULT_QUEUE_BYTES : configured.queueBytes()),
                PushOptions.MEMORY_BYTES);
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
                    "give ws://HOST:PORT/PATH, wss://HOST:PORT/PATH or kafka://HOST:PORT/TOPIC");
        }
    }
}
