package io.hydrophone.probe.kafka;

import io.hydrophone.core.ProblemException;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a topic is.
 *
 * @param brokers {@code host:port}, some of the cluster's; the others are learned from them
 */
public record KafkaAddress(List<String> brokers, String topic) {
    private static final int MAX_BROKERS = 64;
    private static final String HOST = "(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])";

    /** As Kafka allows them. */
    private static final String TOPIC = "[A-Za-z0-9._-]{1,249}";

    private static final Pattern FORM =
            Pattern.compile("kafka://(" + HOST + ":[0-9]{1,5}(?:," + HOST + ":[0-9]{1,5})*)/(" + TOPIC + ")");

    public KafkaAddress {
        brokers = List.copyOf(brokers);
    }

    /**
     * Reads {@code kafka://HOST:PORT[,HOST:PORT]/TOPIC}.
     *
     * @throws ProblemException {@code bad-kafka-address}
     */
    public static KafkaAddress parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (parts.matches()) {
            KafkaAddress address = new KafkaAddress(List.of(parts.group(1).split(",", -1)), parts.group(2));
            if (address.brokers.size() <= MAX_BROKERS) {
                return address;
            }
        }
        // What does not fit may hold a password: it is not repeated.
        throw new ProblemException(
                "bad-kafka-address",
                "this is no address of a topic",
                "",
                "give kafka://HOST:PORT[,HOST:PORT]/TOPIC; user and password go into the file of --kafka-config");
    }

    /** By the first broker: a URI has one host. */
    public URI uri() {
        return URI.create("kafka://" + brokers.getFirst() + "/" + topic);
    }

    /** Whether all brokers are on this machine, by their names alone. */
    boolean isThisMachine() {
        return brokers.stream()
                .allMatch(broker -> broker.matches("(?i:localhost|\\[::1]|127(\\.[0-9]{1,3}){3}):[0-9]{1,5}"));
    }

    @Override
    public String toString() {
        return "kafka://" + String.join(",", brokers) + "/" + topic;
    }
}
