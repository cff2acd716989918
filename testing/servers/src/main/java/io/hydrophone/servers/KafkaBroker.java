package io.hydrophone.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka of one node, broker and controller in one, in this process. It can be stopped and started again with what it has. Who uses it brings the broker's library
 * itself, for no one else needs it.
 */
public final class KafkaBroker implements AutoCloseable {
    private static final int NODE = 1;

    private final Properties properties = new Properties();
    private final int port;
    private KafkaRaftServer server;

    private KafkaBroker(Path directory, int port, KafkaSecurity security) throws IOException {
        this.port = port;
        int controller = FreePort.find();
        String listeners = "PLAINTEXT://127.0.0.1:" + port + (security == null ? "" : "," + security.listeners());
        properties.putAll(Map.of(
                "node.id",
                Integer.toString(NODE),
                "process.roles",
                "broker,controller",
                "controller.quorum.voters",
                NODE + "@127.0.0.1:" + controller,
                "controller.listener.names",
                "CONTROLLER",
                "listeners",
                listeners + ",CONTROLLER://127.0.0.1:" + controller,
                "advertised.listeners",
                listeners,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT" + (security == null ? "" : "," + KafkaSecurity.PROTOCOLS),
                "log.dirs",
                directory.toString(),
                "auto.create.topics.enable",
                "false"));
        // Of a cluster of one there is one copy; and nobody waits for a group to gather.
        properties.putAll(Map.of(
                "offsets.topic.replication.factor", "1",
                "offsets.topic.num.partitions", "3",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "transaction.state.log.num.partitions", "3",
                "share.coordinator.state.topic.replication.factor", "1",
                "group.initial.rebalance.delay.ms", "0"));
        if (security != null) {
            properties.putAll(security.properties());
        }
        if (!Files.exists(directory.resolve("meta.properties"))) {
            format(directory);
        }
    }

    /** On a free port of the loopback device, without TLS and without logins. */
    public static KafkaBroker start(Path directory) throws IOException {
        return start(directory, FreePort.find(), null);
    }

    /** The same, with listeners beside that are secure. */
    public static KafkaBroker start(Path directory, KafkaSecurity security) throws IOException {
        return start(directory, FreePort.find(), security);
    }

    private static KafkaBroker start(Path directory, int port, KafkaSecurity security) throws IOException {
        KafkaBroker broker = new KafkaBroker(directory, port, security);
        broker.start();
        return broker;
    }

    private static void format(Path directory) throws IOException {
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setPrintStream(nowhere)
                    .setNodeId(NODE)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setDirectories(List.of(directory.toString()))
                    .setMetadataLogDirectory(directory.toString())
                    .setControllerListenerName("CONTROLLER")
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .run();
        } catch (Exception e) {
            throw new IOException("the directory is not formatted", e);
        }
    }

    /** Once more, after {@link #stop}. */
    public void start() {
        server = new KafkaRaftServer(KafkaConfig.fromProps(properties, false), Time.SYSTEM);
        server.startup();
    }

    public void stop() {
        server.shutdown();
        server.awaitShutdown();
    }

    /** host:port of the listener without TLS. */
    public String bootstrap() {
        return "127.0.0.1:" + port;
    }

    public void createTopic(String name, int partitions) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1)
                            .configs(Map.of("max.message.bytes", Integer.toString(8 << 20)))))
                    .all()
                    .get();
        }
    }

    @Override
    public void close() {
        stop();
    }

    /**
     * For one that can be killed, and for trying things by hand: takes a directory, which may have been used before, a port, and topics to make as
     * NAME:PARTITIONS; runs until it is killed.
     */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        KafkaBroker broker = start(directory, Integer.parseInt(arguments[1]), null);
        for (String topic : List.of(arguments).subList(2, arguments.length)) {
            String[] parts = topic.split(":", 2);
            broker.createTopic(parts[0], Integer.parseInt(parts[1]));
        }
        System.out.println("broker at " + broker.bootstrap());
        new CountDownLatch(1).await();
    }
}
