package io.hydrophone.traffic.broker;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.ShutdownSignalException;
import io.hydrophone.core.Problem;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads a queue over AMQP, one message after the other when it is asked for one: so there is one in memory, however many wait to be
 * acknowledged.
 */
final class AmqpReceiver implements Receiver {
    private static final long POLL_MILLIS = 20;

    private final AmqpAddress address;
    private final AmqpSession session;
    private boolean empty;

    private AmqpReceiver(AmqpAddress address, AmqpSession session) {
        this.address = address;
        this.session = session;
    }

    static AmqpReceiver open(AmqpAddress address, Consumer<Problem> told) throws BrokerException {
        if (address.queue().isEmpty()) {
            throw BrokerProblems.badUrl("messages are read from a queue", "name it with queue=NAME");
        }
        AmqpSession session = AmqpSession.open(address, told);
        try {
            AmqpReceiver receiver = new AmqpReceiver(address, session);
            receiver.prepare();
            return receiver;
        } catch (IOException | ShutdownSignalException e) {
            session.close();
            throw AmqpProblems.of(address, e, 0);
        }
    }

    private void prepare() throws IOException {
        session.ensureQueue(address.queue());
        if (!address.exchange().isEmpty()) {
            session.channel().queueBind(address.queue(), address.exchange(), address.routingKey());
        }
        beTheOnlyOne();
    }

    /** Two that read one queue would each get a part of it. A queue that is exclusive to a connection keeps others out, and goes with it. */
    private void beTheOnlyOne() throws IOException {
        Channel trial = session.another();
        try {
            trial.queueDeclare(address.queue() + ".reader", false, true, true, Map.of());
        } catch (IOException e) {
            if (!AmqpProblems.isNotAllowed(e)) {
                throw e;
            }
            trial.abort(); // A user who may only read cannot be kept from it.
        }
    }

    @Override
    public Received next(Duration patience) throws BrokerException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        try {
            while (true) {
                GetResponse message = session.channel().basicGet(address.queue(), false);
                empty = message == null;
                if (message != null) {
                    long tag = message.getEnvelope().getDeliveryTag();
                    return new Received(this, 0, tag, address + ":" + tag, message.getBody());
                }
                if (deadline - System.nanoTime() <= 0) {
                    return null;
                }
                Thread.sleep(POLL_MILLIS);
            }
        } catch (IOException | ShutdownSignalException e) {
            throw AmqpProblems.of(address, e, 0);
        }
    }

    @Override
    public boolean isAtEnd() {
        return empty;
    }

    @Override
    public void done(Received message) throws BrokerException {
        try {
            if (message.origin() == this) {
                session.channel().basicAck(message.tag(), false);
            }
        } catch (IOException | ShutdownSignalException e) {
            throw AmqpProblems.of(address, e, 0);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
