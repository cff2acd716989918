package io.hydrophone.http;

import java.time.Duration;

/**
 * How much a WebSocket may hold and how patient it is.
 *
 * @param maxChannels open at a time; one more is answered 503
 * @param queueMessages that may wait for one client
 * @param queueBytes that may wait for one client; a single message may be larger
 * @param writeTimeout until the network has taken a message whose turn it is
 * @param pingTimeout until something must have come from the client, which is pinged before
 * @param maxInboundBytes of one message from the client
 */
public record ChannelOptions(
        int maxChannels,
        int queueMessages,
        long queueBytes,
        Duration writeTimeout,
        Duration pingTimeout,
        int maxInboundBytes) {
    public static final ChannelOptions DEFAULT =
            new ChannelOptions(32, 256, 16L << 20, Duration.ofSeconds(1), Duration.ofSeconds(30), 4 << 10);

    public ChannelOptions withMaxChannels(int channels) {
        return new ChannelOptions(channels, queueMessages, queueBytes, writeTimeout, pingTimeout, maxInboundBytes);
    }

    public ChannelOptions withQueue(int messages, long bytes) {
        return new ChannelOptions(maxChannels, messages, bytes, writeTimeout, pingTimeout, maxInboundBytes);
    }

    public ChannelOptions withTimeouts(Duration write, Duration ping) {
        return new ChannelOptions(maxChannels, queueMessages, queueBytes, write, ping, maxInboundBytes);
    }

    public ChannelOptions withMaxInboundBytes(int bytes) {
        return new ChannelOptions(maxChannels, queueMessages, queueBytes, writeTimeout, pingTimeout, bytes);
    }
}
