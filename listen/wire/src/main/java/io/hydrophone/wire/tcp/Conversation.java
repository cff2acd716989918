package io.hydrophone.wire.tcp;

/**
 * What is made of a connection's bytes. Each direction arrives complete and in order; between the directions the order
 * is causal: nothing is delivered before the bytes that its sender had received (by its acknowledgement number).
 */
public interface Conversation {
    /**
     * Bytes of the client.
     *
     * @param acknowledgement what it had received when it sent them: the number of the next byte it expects
     */
    void client(byte[] data, int offset, int length, long nanos, int acknowledgement);

    /**
     * Bytes of the server.
     *
     * @param sequence TCP sequence number of the first
     */
    void server(byte[] data, int offset, int length, long nanos, int sequence);

    /** That many bytes of the client were not captured. */
    void clientGap(long bytes, long nanos);

    void serverGap(long bytes, long nanos);

    /** The connection is over. */
    void close(long nanos);

    /** What is still to come will not be heard, or its end was not: room was needed, or its ports were used again. */
    default void breakOff(long nanos) {
        close(nanos);
    }

    /** The capture is over, the connection is not. */
    void end(long nanos);

    /** Nobody listens any more: what is under way is forgotten, not handed on. */
    void forget();

    /** Whether it still wants bytes; once false, always false. */
    boolean listening();

    /** Makes conversations for new connections. */
    @FunctionalInterface
    interface Factory {
        /**
         * A conversation for a new connection.
         *
         * @param beginning whether it is heard from its first byte
         */
        Conversation open(Flow flow, boolean beginning);
    }
}
