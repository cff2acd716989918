package io.hydrophone.http;

import java.util.Locale;

/** Why a channel closed. */
public enum ChannelEnd {
    /** The client closed it, or its connection broke. */
    CLIENT,
    /** This server stopped, or had no more to send. */
    SERVER,
    /** More waited for the client than was agreed. */
    QUEUE_FULL,
    /** The network did not take a message in time: the client does not read. */
    WRITE_TIMEOUT,
    /** Nothing came from the client, not even the answer to a ping. */
    PING_TIMEOUT,
    /** The client broke the protocol, or sent a message that is too long. */
    PROTOCOL;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** As in JSON and metric labels. */
    public String label() {
        return label;
    }

    /** Whether the client was cut off because it did not keep up. */
    public boolean isDrop() {
        return this == QUEUE_FULL || this == WRITE_TIMEOUT || this == PING_TIMEOUT;
    }
}
