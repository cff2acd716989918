package io.hydrophone.traffic.broker;

import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import io.hydrophone.core.ClientTls;
import io.hydrophone.core.Problem;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;

/** A connection with one channel. It is not recovered: whoever uses it knows better what has to be sent or read again. */
final class AmqpSession implements AutoCloseable {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int ANSWER_MILLIS = 10_000;
    private static final int HEARTBEAT_SECONDS = 10;
    private static final int CLOSE_MILLIS = 1_000;

    /** A block and its head at most. */
    private static final int MAX_MESSAGE_BYTES = 65 << 20;

    private final AmqpAddress address;
    private final Connection connection;
    private final Channel channel;
    private final Socket[] socket;

    private AmqpSession(AmqpAddress address, Connection connection, Channel channel, Socket[] socket) {
        this.address = address;
        this.connection = connection;
        this.channel = channel;
        this.socket = socket;
    }

    static AmqpSession open(AmqpAddress address, Consumer<Problem> told) throws BrokerException {
        Socket[] socket = new Socket[1];
        Connection connection = null;
        try {
            connection = factory(address, socket).newConnection("hydrophone");
            connection.addBlockedListener(new Blocked(address, told));
            return new AmqpSession(address, connection, connection.createChannel(), socket);
        } catch (IOException | TimeoutException | ShutdownSignalException | GeneralSecurityException e) {
            if (connection != null) {
                connection.abort(CLOSE_MILLIS);
            }
            throw AmqpProblems.of(address, e, 0);
        }
    }

    private static ConnectionFactory factory(AmqpAddress address, Socket[] socket) throws GeneralSecurityException {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setHost(address.host());
        factory.setPort(address.port());
        factory.setVirtualHost(address.virtualHost());
        if (address.user() != null) {
            factory.setUsername(address.user());
            factory.setPassword(address.password().reveal());
        }
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(CONNECT_MILLIS);
        factory.setHandshakeTimeout(ANSWER_MILLIS);
        factory.setChannelRpcTimeout(ANSWER_MILLIS);
        factory.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        factory.setMaxInboundMessageBodySize(MAX_MESSAGE_BYTES);
        factory.setThreadFactory(Thread.ofPlatform().daemon().name("amqp-", 0).factory());
        factory.setSocketConfigurator(opened -> {
            opened.setTcpNoDelay(true);
            socket[0] = opened;
        });
        if (address.isTls()) {
            factory.useSslProtocol(
                    address.authorities() == null
                            ? SSLContext.getDefault()
                            : ClientTls.trusting(address.authorities()));
            factory.enableHostnameVerification(); // Adds to the configurator, which must be there before.
        }
        return factory;
    }

    Channel channel() {
        return channel;
    }

    /** For what makes the broker close a channel. */
    Channel another() throws IOException {
        return connection.createChannel();
    }

    /** Makes a durable queue of a name when there is none; one that is there may be of any kind. */
    void ensureQueue(String name) throws IOException {
        if (!exists(trial -> trial.queueDeclarePassive(name))) {
            channel.queueDeclare(name, true, false, false, Map.of());
        }
    }

    /** Makes an exchange of a name when there is none; one that is there may be of any kind. */
    void ensureExchange(String name, AmqpMessages messages) throws IOException {
        if (!exists(trial -> trial.exchangeDeclarePassive(name))) {
            channel.exchangeDeclare(name, messages.exchangeType(), messages.isPersistent());
        }
    }

    private interface Look {
        Object on(Channel channel) throws IOException;
    }

    /** On a channel of its own, because the broker closes that on which it did not find something. */
    private boolean exists(Look look) throws IOException {
        Channel trial = another();
        try {
            look.on(trial);
            return true;
        } catch (IOException e) {
            if (AmqpProblems.isNotFound(e)) {
                return false;
            }
            throw e;
        } finally {
            trial.abort();
        }
    }

    /** Ends a call that hangs, from another thread: a broker without memory reads nothing, so that it cannot be told. */
    void abort() {
        try {
            Socket opened = socket[0];
            if (opened != null) {
                opened.close();
            }
        } catch (IOException e) {
            // It is of no further use either way.
        }
    }

    @Override
    public void close() {
        connection.abort(CLOSE_MILLIS);
    }

    @Override
    public String toString() {
        return address.toString();
    }

    private record Blocked(AmqpAddress address, Consumer<Problem> told) implements BlockedListener {
        @Override
        public void handleBlocked(String reason) {
            told.accept(AmqpProblems.blocked(address, reason));
        }

        @Override
        public void handleUnblocked() {}
    }
}
