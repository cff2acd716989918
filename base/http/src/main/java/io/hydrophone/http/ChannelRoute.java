package io.hydrophone.http;

/** Answers those who ask for a WebSocket. */
@FunctionalInterface
public interface ChannelRoute {
    /**
     * What becomes of one channel: it opens, brings messages, and closes, in this order, on any thread; opening and closing
     * must not wait.
     */
    interface Listener {
        void opened(Channel channel);

        /**
         * A binary message has come, the next one comes when this returns: who waits here lets the client wait.
         *
         * @param bytes the listener's to keep
         */
        default void received(Channel channel, byte[] bytes) {
            // Those who only tell do not listen.
        }

        /** The same with a text message. */
        default void received(Channel channel, String text) {
            // Most have nothing to say but that they are there.
        }

        void closed(Channel channel, ChannelEnd end);
    }

    /**
     * Looks at a request before it is upgraded.
     *
     * @throws io.hydrophone.core.ProblemException told to the client with status 400
     */
    Listener accept(HttpRequest request);
}
