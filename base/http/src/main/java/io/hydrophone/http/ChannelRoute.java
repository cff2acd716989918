package io.hydrophone.http;

/** Answers those who ask for a WebSocket. */
@FunctionalInterface
public interface ChannelRoute {
    /** What becomes of one channel. Each is called once, {@link #opened} first, on any thread; they must not wait. */
    interface Listener {
        void opened(Channel channel);

        void closed(Channel channel, ChannelEnd end);
    }

    /**
     * Looks at a request before it is upgraded.
     *
     * @throws io.hydrophone.core.ProblemException told to the client with status 400
     */
    Listener accept(HttpRequest request);
}
