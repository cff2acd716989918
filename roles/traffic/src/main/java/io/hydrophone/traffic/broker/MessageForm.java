package io.hydrophone.traffic.broker;

import io.hydrophone.traffic.recording.EventEncoder;

/** What events look like as messages. For one thread. */
public interface MessageForm extends AutoCloseable {
    /** Makes messages of the events of a block. */
    void encode(EventEncoder block, Messages to);

    /** Of how many messages the broker's word is awaited at once; of one where order must hold whatever fails. */
    int window();

    @Override
    void close();

    /** Takes messages. */
    interface Messages {
        /**
         * Puts one into the queue.
         *
         * @param events that are in it, to be counted where it is dropped
         */
        void add(byte[] message, int events);
    }
}
