package io.hydrophone.traffic.broker;

import io.hydrophone.core.Problem;
import java.util.function.Consumer;

/** RabbitMQ, or another broker that speaks AMQP 0-9-1. */
final class AmqpBroker implements Broker {
    private final AmqpAddress address;
    private final AmqpMessages messages;
    private final Consumer<Problem> told;

    AmqpBroker(AmqpAddress address, AmqpMessages messages, Consumer<Problem> told) {
        this.address = address;
        this.messages = messages;
        this.told = told;
    }

    @Override
    public Publisher publisher() throws BrokerException {
        return AmqpPublisher.open(address, messages, told);
    }

    @Override
    public Receiver receiver() throws BrokerException {
        return AmqpReceiver.open(address, told);
    }

    @Override
    public String place() {
        return address.toString();
    }
}
