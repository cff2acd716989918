package io.hydrophone.http;

/** One open WebSocket, from this side. For any thread; nothing here waits for the network. */
public interface Channel {
    /**
     * Puts a binary message at the end of the queue; it is sent as one frame. A client for which there is no more room is
     * disconnected.
     *
     * @param message not changed any more by the caller
     * @return whether it was queued: false once the channel is closed
     */
    boolean send(byte[] message);

    /** The same with a text message. */
    boolean send(String message);

    /** The client's address and port. */
    String client();

    /** Says goodbye; what waits is not sent any more. */
    void close();
}
