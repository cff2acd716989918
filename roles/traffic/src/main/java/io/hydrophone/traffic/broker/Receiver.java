package io.hydrophone.traffic.broker;

import java.time.Duration;

/** One session with a broker, from its beginning to its first failure. For one thread. */
interface Receiver extends AutoCloseable {
    /** The next message, or null when there is none in time. Those that are not done with are given once more to a later session. */
    Received next(Duration patience) throws BrokerException, InterruptedException;

    /** Whether all that was there when it was last looked has been given. */
    boolean isAtEnd();

    /** A message need not be given again. One of an earlier session is passed over. */
    void done(Received message) throws BrokerException;

    @Override
    void close();

    /**
     * A message.
     *
     * @param origin the session that gave it
     * @param place in its partition, 0 where there is one only
     * @param tag rises by one with each message of a place
     * @param where for a problem
     */
    @SuppressWarnings("ArrayRecordComponent") // bytes as they came; nobody compares two
    record Received(Receiver origin, int place, long tag, String where, byte[] body) {}
}
