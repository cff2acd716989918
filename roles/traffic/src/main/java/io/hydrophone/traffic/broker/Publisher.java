package io.hydrophone.traffic.broker;

import java.util.List;

/** One session with a broker, from its beginning to its first failure. For one thread, but for {@link #abort}. */
interface Publisher extends AutoCloseable {
    /**
     * Returns when the broker has all of them, in this order.
     *
     * @throws BrokerException when it is not certain that it has; whether it has one of them is not known then
     */
    void publish(List<byte[]> messages) throws BrokerException, InterruptedException;

    /** Has a thread that publishes give up; from any thread. */
    void abort();

    @Override
    void close();
}
