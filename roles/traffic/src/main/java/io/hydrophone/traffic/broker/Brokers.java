package io.hydrophone.traffic.broker;

import io.hydrophone.core.Problem;
import java.util.function.Consumer;

/** Finds the broker that a URL names. */
public final class Brokers {
    private Brokers() {}

    /** Whether a text is meant to be the URL of a broker. */
    public static boolean isMeant(String text) {
        return text.matches("(?s)(amqp|kafka)s?://.*");
    }

    /** The broker for a recording's blocks. Loads its library only when it is asked for a session. */
    static Broker of(String text, Consumer<Problem> told) {
        BrokerUrl url = BrokerUrl.parse(text);
        return switch (url.scheme()) {
            case "amqp", "amqps" -> new AmqpBroker(AmqpAddress.of(url, ""), AmqpMessages.BLOCKS, told);
            case "kafka", "kafkas" -> KafkaBroker.of(url);
            default ->
                throw BrokerProblems.badUrl(
                        "no broker has such a URL", "give amqp://, amqps://, kafka:// or kafkas://");
        };
    }

    /** A broker for messages of another form, which only AMQP has. */
    static Broker amqp(String text, String exchange, AmqpMessages messages, Consumer<Problem> told) {
        BrokerUrl url = BrokerUrl.parse(text);
        if (!url.scheme().equals("amqp") && !url.scheme().equals("amqps")) {
            throw BrokerProblems.badUrl("messages of this form go to RabbitMQ", "give amqp:// or amqps://");
        }
        return new AmqpBroker(AmqpAddress.of(url, exchange), messages, told);
    }
}
