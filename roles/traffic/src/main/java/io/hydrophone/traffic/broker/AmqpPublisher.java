package io.hydrophone.traffic.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ShutdownSignalException;
import io.hydrophone.core.Problem;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Publishes over AMQP with publisher confirms. */
final class AmqpPublisher implements Publisher {
    private static final int PERSISTENT = 2;
    private static final int TRANSIENT = 1;

    /** A broker that writes to a slow disk takes its time; one that is out of memory says nothing at all. */
    private static final long CONFIRM_MILLIS = 30_000;

    private final AmqpAddress address;
    private final AmqpMessages messages;
    private final AmqpSession session;
    private final AMQP.BasicProperties properties;
    private volatile boolean returned;

    private AmqpPublisher(AmqpAddress address, AmqpMessages messages, AmqpSession session) {
        this.address = address;
        this.messages = messages;
        this.session = session;
        this.properties = new AMQP.BasicProperties.Builder()
                .contentType(messages.contentType())
                .deliveryMode(messages.isPersistent() ? PERSISTENT : TRANSIENT)
                .build();
    }

    static AmqpPublisher open(AmqpAddress address, AmqpMessages messages, Consumer<Problem> told)
            throws BrokerException {
        AmqpSession session = AmqpSession.open(address, told);
        try {
            AmqpPublisher publisher = new AmqpPublisher(address, messages, session);
            publisher.prepare();
            return publisher;
        } catch (IOException | ShutdownSignalException e) {
            session.close();
            throw AmqpProblems.of(address, e, 0);
        }
    }

    private void prepare() throws IOException {
        if (!address.exchange().isEmpty()) {
            session.ensureExchange(address.exchange(), messages);
        }
        if (!address.queue().isEmpty()) {
            session.ensureQueue(address.queue());
        }
        Channel channel = session.channel();
        if (!address.exchange().isEmpty() && !address.queue().isEmpty()) {
            channel.queueBind(address.queue(), address.exchange(), address.routingKey());
        }
        channel.confirmSelect();
        channel.addReturnListener(message -> returned = true);
    }

    @Override
    public void publish(List<byte[]> bodies) throws BrokerException, InterruptedException {
        int largest = 0;
        try {
            for (byte[] body : bodies) {
                largest = Math.max(largest, body.length);
                session.channel()
                        .basicPublish(
                                address.exchange(), address.routingKey(), messages.isMandatory(), properties, body);
            }
            if (!session.channel().waitForConfirms(CONFIRM_MILLIS)) {
                throw BrokerException.of(AmqpProblems.notTaken(address), null);
            }
        } catch (TimeoutException e) {
            throw BrokerException.of(AmqpProblems.noAnswer(address), e);
        } catch (IOException | ShutdownSignalException e) {
            throw AmqpProblems.of(address, e, largest);
        }
        if (returned) { // The broker tells so before it confirms.
            throw BrokerException.of(AmqpProblems.notRouted(address), null);
        }
    }

    @Override
    public void abort() {
        session.abort();
    }

    @Override
    public void close() {
        session.close();
    }
}
