package io.hydrophone.traffic.broker;

/** How one broker is spoken to. Only its implementations know the broker's library, so that nothing is loaded of those that are not used. */
interface Broker {
    /** Connects in order to publish, and declares what is not there. */
    Publisher publisher() throws BrokerException;

    /** Connects in order to read. */
    Receiver receiver() throws BrokerException;

    /** Its address, without a password. */
    String place();
}
