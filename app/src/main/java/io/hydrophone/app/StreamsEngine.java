package io.hydrophone.app;

import io.hydrophone.app.config.WebSocketSection;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.http.HttpServer;
import io.hydrophone.probe.ProbeRoutes;
import io.hydrophone.probe.kafka.StreamsMaster;
import io.hydrophone.probe.kafka.StreamsOptions;
import io.hydrophone.probe.kafka.StreamsRoutes;
import io.hydrophone.probe.push.PushSecurity;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
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
            paramLabel = "kafkas://HOST:PORT[,HOST:PORT]/TOPIC",
            description = "The topic that probes write to, for kafka-streams.")
    private String from;

    @Option(
            names = "--to-topic",
            paramLabel = "TOPIC",
            description = "Write the sum of every interval of a probe there, at the same brokers; /collector needs it.")
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
     * Runs a copy until a signal comes, or until it cannot go on.
     *
     * @param limits of {@code /collector}
     * @param masked whether statements in mysql-probe's format have no literals
     * @return 1 when it could not go on
     */
    int run(
            ClusterOptions cluster,
            PushingOptions kafka,
            ServeOptions serve,
            WebSocketSection limits,
            boolean masked,
            PrintStream out,
            Consumer<Problem> told)
            throws InterruptedException {
        StreamsOptions options = StreamsOptions.of(kafka.source(from), cluster.group())
                .withInterval(interval, kept)
                .withOutput(output)
                .withPeers(new PushSecurity(authorities, serve.bearer(), false, false));
        CountDownLatch ended = new CountDownLatch(1);
        AtomicBoolean failed = new AtomicBoolean();
        try (StreamsMaster master = StreamsMaster.of(options, told);
                HttpServer server = HttpServer.start(
                        serve.options(),
                        StreamsRoutes.of(master, Version.number(), limits.channels(ProbeRoutes.COLLECTOR), masked));
                ListenUntil end = new ListenUntil(ended::countDown, null)) {
            master.start(URI.create(server.uri().getScheme() + "://" + cluster.reached(server.uri())), () -> {
                failed.set(true);
                ended.countDown();
            });
            out.println("hydrophone: copy of " + options.group() + ", taking reports from "
                    + options.source().address() + ", serving " + server.uri()
                    + "/metrics (also /status /api/v1/queries /api/v1/instances /collector)");
            out.flush();
            ended.await();
            end.done();
        }
        return failed.get() ? 1 : 0;
    }
}
