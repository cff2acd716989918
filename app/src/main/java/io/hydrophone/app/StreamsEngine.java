package io.hydrophone.app;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.http.HttpServer;
import io.hydrophone.http.ListenAddress;
import io.hydrophone.probe.kafka.KafkaAddress;
import io.hydrophone.probe.kafka.KafkaConnection;
import io.hydrophone.probe.kafka.StreamsMaster;
import io.hydrophone.probe.kafka.StreamsOptions;
import io.hydrophone.probe.kafka.StreamsRoutes;
import io.hydrophone.probe.push.PushSecurity;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** A master that takes reports from Kafka, as one of several copies. Nothing of Kafka is loaded unless it is chosen. */
final class StreamsEngine {
    private static final String KAFKA_STREAMS = "kafka-streams";
    private static final String OWN = "own";

    @Option(
            names = "--engine",
            paramLabel = OWN + "|" + KAFKA_STREAMS,
            defaultValue = OWN,
            description = "own: probes push to this master; kafka-streams: any number of copies add up what probes"
                    + " wrote to Kafka (default: own).")
    private String engine;

    @Option(
            names = "--from",
            paramLabel = "kafka://HOST:PORT[,HOST:PORT]/TOPIC",
            description = "The topic that probes write to, for kafka-streams.")
    private String from;

    @Option(
            names = "--to-topic",
            paramLabel = "TOPIC",
            description = "Write the sum of every interval of a probe there; at the same brokers.")
    private String output;

    @Option(
            names = "--interval",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "10s",
            description = "What reports are added up to, for kafka-streams (default: ${DEFAULT-VALUE}).")
    private Duration interval;

    @Option(
            names = "--keep",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "15m",
            description = "Intervals can be asked for so long (default: ${DEFAULT-VALUE}).")
    private Duration kept;

    @Option(
            names = "--copies-ca",
            paramLabel = "FILE",
            description = "Authority of the other copies' certificates, PEM (default: those that Java trusts).")
    private Path authorities;

    /** @throws ProblemException when there is no such engine */
    boolean isKafkaStreams() {
        if (!engine.equals(OWN) && !engine.equals(KAFKA_STREAMS)) {
            throw new ProblemException(
                    "bad-engine", "there is no engine '" + engine + "'", "--engine", "give own or kafka-streams");
        }
        return engine.equals(KAFKA_STREAMS);
    }

    /**
     * Runs a copy until a signal comes.
     *
     * @param group that the copies share
     * @param advertised where other copies reach this one; null for the address that it serves at
     */
    int run(
            String group,
            String advertised,
            PushingOptions kafka,
            ServeOptions serve,
            PrintStream out,
            Consumer<Problem> told)
            throws InterruptedException {
        if (from == null) {
            throw new ProblemException(
                    "no-input", "--engine kafka-streams takes reports from a topic", "", "name it with --from");
        }
        KafkaConnection source =
                new KafkaConnection(KafkaAddress.parse(from), kafka.kafkaSettings(), kafka.isInsecure());
        StreamsOptions options = StreamsOptions.of(source, group)
                .withInterval(interval, kept)
                .withOutput(output)
                .withPeers(new PushSecurity(authorities, serve.bearer(), false, false));
        CountDownLatch ended = new CountDownLatch(1);
        try (StreamsMaster master = StreamsMaster.of(options, told);
                HttpServer server = HttpServer.start(serve.options(), StreamsRoutes.of(master, Version.number()));
                ListenUntil end = new ListenUntil(ended::countDown, null)) {
            master.start(advertised == null ? server.uri() : at(server.uri(), advertised));
            out.println("hydrophone: copy of " + group + ", taking reports from " + source.address() + ", serving "
                    + server.uri() + "/metrics (also /status /api/v1/queries)");
            out.flush();
            ended.await();
            end.done();
        }
        return 0;
    }

    private static URI at(URI served, String advertised) {
        return URI.create(served.getScheme() + "://" + ListenAddress.parse(advertised));
    }
}
