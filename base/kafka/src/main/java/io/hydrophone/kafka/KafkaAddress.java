package io.hydrophone.kafka;

import io.hydrophone.core.ProblemException;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a topic is.
 *
 * @param isTls whether the brokers are spoken to over TLS, their certificates verified
 * @param brokers {@code host:port}, some of the cluster's; the others are learned from them
 */
public record KafkaAddress(boolean isTls, List<String> brokers, String topic) {
    private static final String CLEAR = "kafka://";
    private static final String TLS = "kafkas://";

    private static final int MAX_BROKERS = 64;
    private static final String HOST = "(?:[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])";

    /** As Kafka allows them. */
    private static final String TOPIC = "[A-Za-z0-9._-]{1,249}";

    private static final Pattern FORM =
            Pattern.compile("kafkas?://(" + HOST + ":[0-9]{1,5}(?:," + HOST + ":[0-9]{1,5})*)/(" + TOPIC + ")");

    public KafkaAddress {
        brokers = List.copyOf(brokers);
    }

    /**
     * Reads {@code kafkas://HOST:PORT[,HOST:PORT]/TOPIC}, or {@code kafka://} without TLS.
     *
     * @throws ProblemException {@code bad-kafka-address}
     */
    public static KafkaAddress parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (parts.matches()) {
            KafkaAddress address = new KafkaAddress(
                    text.startsWith(TLS), List.of(parts.group(1).split(",", -1)), parts.group(2));
            if (address.brokers.size() <= MAX_BROKERS) {
                return address;
            }
        }
        // What does not fit may hold a password: it is not repeated.
        throw new ProblemException(
                "bad-kafka-address",
                "this is no address of a topic",
                "",
                "give kafkas://HOST:PORT[,HOST:PORT]/TOPIC, or kafka:// without TLS; user and password have options of their own");
    }

    /** Whether Kafka allows a topic of this name. */
    public static boolean isTopic(String name) {
        return name.matches(TOPIC);
    }

    /** Whether a text is meant to be such an address. */
    public static boolean isMeant(String text) {
        return text.startsWith(CLEAR) || text.startsWith(TLS);
    }

    /** By the first broker: a URI has one host. */
    public URI uri() {
        return URI.create(scheme() + brokers.getFirst() + "/" + topic);
    }

    /** Whether all brokers are on this machine, by their names alone. */
    public boolean isThisMachine() {
        return brokers.stream()
                .allMatch(broker -> broker.matches("(?i:localhost|\\[::1]|127(\\.[0-9]{1,3}){3}):[0-9]{1,5}"));
    }

    @Override
    public String toString() {
        return scheme() + String.join(",", brokers) + "/" + topic;
    }

    private String scheme() {
        return isTls ? TLS : CLEAR;
    }
}
