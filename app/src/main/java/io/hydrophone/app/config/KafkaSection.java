package io.hydrophone.app.config;

import io.hydrophone.config.Secret;
import io.hydrophone.config.Section;
import io.hydrophone.core.ProblemException;
import io.hydrophone.core.SizeText;
import io.hydrophone.kafka.KafkaAddress;
import io.hydrophone.kafka.KafkaLogin.Mechanism;
import java.nio.file.Path;
import java.util.List;

/**
 * Section {@code kafka}: the topic that a probe, or a master of its own engine, writes to, and that copies of a master read.
 *
 * @param brokers at least one; the others are learned from them
 * @param tls whether they are spoken to over TLS, their certificates verified
 * @param tlsCa the authority of their certificates, PEM; null for those that Java trusts
 * @param tlsCert our certificate, PEM, and its key, or null for none
 * @param user that logs in, or null
 * @param password null where the environment has it
 * @param properties a file with more for Kafka's client, by its own names; null for none
 * @param queueDirectory where reports wait that the brokers have not acknowledged
 * @param queueBytes that they may take, 1 MiB to 1 TiB
 */
public record KafkaSection(
        List<HostPort> brokers,
        String topic,
        boolean tls,
        Path tlsCa,
        Path tlsCert,
        Path tlsKey,
        String user,
        Secret password,
        Mechanism sasl,
        Path properties,
        Path queueDirectory,
        long queueBytes) {
    static final String DEFAULT_TOPIC = "hydrophone-reports";

    public KafkaSection {
        brokers = List.copyOf(brokers);
    }

    static KafkaSection read(Section section) {
        List<HostPort> brokers = section.list("brokers", HostPort::parse, List.of());
        if (!section.has("brokers")) {
            section.miss("brokers", "name at least one, such as brokers: [10.0.0.2:9093]");
        } else if (brokers.isEmpty()) {
            section.refuse("brokers", "out-of-range", "no broker is named", "name one, or remove the section kafka");
        }
        boolean tls = section.flag("tls", true);
        Path ca = section.file("tls_ca", null);
        Path certificate = section.file("tls_cert", null);
        Path key = section.file("tls_key", null);
        if (!tls && (ca != null || certificate != null || key != null)) {
            section.refuse("tls", "out-of-range", "certificates are given", "remove them, or tls: false");
        } else if ((certificate == null) != (key == null)) {
            String alone = certificate == null ? "tls_key" : "tls_cert";
            section.refuse(alone, "out-of-range", "tls_cert and tls_key go together", "give both, or none");
        }
        String user = section.text("user", null);
        Secret password = section.secret("password");
        if (user == null && password != null) {
            section.refuse("password", "out-of-range", "nobody logs in with it", "give the user, or remove it");
        }
        return new KafkaSection(
                brokers,
                section.parsed("topic", KafkaSection::topic, DEFAULT_TOPIC),
                tls,
                ca,
                certificate,
                key,
                user,
                password,
                section.choice("sasl", Mechanism.values(), Mechanism::label, Mechanism.SCRAM_SHA_512),
                section.file("properties", null),
                section.file("queue_directory", PusherSection.DEFAULT_QUEUE_DIRECTORY),
                section.size("queue_size", PusherSection.DEFAULT_QUEUE_BYTES, 1 << 20, 1L << 40));
    }

    static String topic(String text) {
        if (!KafkaAddress.isTopic(text)) {
            throw new ProblemException(
                    "wrong-type",
                    "this is no name of a topic",
                    "",
                    "give up to 249 of letters, digits, '.', '_' and '-'");
        }
        return text;
    }

    /** Where the topic is. */
    public KafkaAddress address() {
        return new KafkaAddress(tls, brokers.stream().map(HostPort::toString).toList(), topic);
    }

    void write(YamlText yaml) {
        yaml.section("kafka");
        yaml.list("brokers", brokers);
        yaml.entry("topic", topic);
        yaml.entry("tls", tls);
        yaml.entry("tls_ca", tlsCa);
        yaml.entry("tls_cert", tlsCert);
        yaml.entry("tls_key", tlsKey);
        yaml.entry("user", user);
        yaml.secret("password", password);
        yaml.entry("sasl", sasl.label());
        yaml.entry("properties", properties);
        yaml.entry("queue_directory", queueDirectory);
        yaml.entry("queue_size", SizeText.of(queueBytes));
    }
}
