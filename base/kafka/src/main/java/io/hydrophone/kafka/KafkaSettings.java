package io.hydrophone.kafka;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;

/** What a file says to Kafka's client: TLS, SASL, times; by Kafka's own names. Secrets are among it, so that it is shown nowhere. */
public final class KafkaSettings {
    /** Nothing but Kafka's defaults. */
    public static final KafkaSettings NONE = new KafkaSettings(Map.of());

    /** What delivery, order and exactness rest on. */
    private static final Set<String> OURS = Set.of(
            "bootstrap.servers",
            "acks",
            "enable.idempotence",
            "max.in.flight.requests.per.connection",
            "key.serializer",
            "value.serializer",
            "transactional.id",
            "application.id",
            "application.server",
            "processing.guarantee",
            "isolation.level");

    private final Map<String, String> values;

    private KafkaSettings(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads a file of properties.
     *
     * @throws ProblemException {@code bad-kafka-config} when it cannot be read, or sets what is not to be set
     */
    public static KafkaSettings fromFile(Path file) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            Problem problem = new Problem(
                    "bad-kafka-config",
                    "the file cannot be read (" + e.getClass().getSimpleName() + ")",
                    file.toString(),
                    "give a file of lines NAME=VALUE, as Kafka's own tools take with --command-config");
            throw new ProblemException(problem, e);
        }
        Map<String, String> values = new TreeMap<>();
        for (String name : properties.stringPropertyNames()) {
            if (OURS.contains(name) || OURS.stream().anyMatch(ours -> name.endsWith('.' + ours))) {
                throw new ProblemException(
                        "bad-kafka-config",
                        "'" + name + "' is not for the file to say",
                        file.toString(),
                        "leave it out: delivery depends on it");
            }
            values.put(name, properties.getProperty(name));
        }
        return new KafkaSettings(values);
    }

    /** These and the files for TLS, which go before what was said. */
    public KafkaSettings with(KafkaTls tls) {
        return with(tls.properties());
    }

    /** These and a login, which goes before what was said. */
    public KafkaSettings with(KafkaLogin login) {
        return with(login.properties());
    }

    private KafkaSettings with(Map<String, String> more) {
        Map<String, String> all = new TreeMap<>(values);
        all.putAll(more);
        return new KafkaSettings(all);
    }

    /** What is said of one of them, or something else when nothing is. */
    public String get(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    Map<String, String> values() {
        return values;
    }

    /** Whether it is said that what goes to the brokers is encrypted. */
    boolean isEncrypted() {
        return protocol().endsWith("SSL");
    }

    /** Whether it is said that it is not. */
    boolean isInTheClear() {
        return protocol().endsWith("PLAINTEXT");
    }

    public boolean isEmpty() {
        return values.isEmpty();
    }

    boolean hasLogin() {
        return values.containsKey(SaslConfigs.SASL_JAAS_CONFIG);
    }

    boolean hasTlsFiles() {
        return values.keySet().stream()
                .anyMatch(name -> name.startsWith("ssl.truststore") || name.startsWith("ssl.keystore"));
    }

    /** Empty when nothing is said of it. */
    private String protocol() {
        return values.getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "")
                .toUpperCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return values.size() + " settings, not shown";
    }
}
