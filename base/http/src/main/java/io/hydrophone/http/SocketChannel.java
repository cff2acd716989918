package io.hydrophone.http;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.api.exceptions.WebSocketException;

/**
 * A channel over Jetty's session. One message at a time is given to the network; the others wait here, where they are
 * counted. What the client sends is proof of life, and goes to the listener.
 */
final class SocketChannel implements Channel {
    private record Message(ByteBuffer bytes, boolean isText) {}

    private final ChannelOptions options;
    private final ChannelRoute.Listener listener;
    private final Consumer<SocketChannel> gone;

    /** Guarded by this, as all that is not volatile. */
    private final Deque<Message> waiting = new ArrayDeque<>();

    private long waitingBytes;
    /** Whether the network has a message of which it has not said that it is through. */
    private boolean sending;
    /** When that was given to it; before the session is open, when it was asked for; at the end, when that began. */
    private long since = System.nanoTime();
    /** Null until it is known why the channel closes. */
    private volatile ChannelEnd end;

    private boolean told;
    private volatile Session session;
    private volatile long heard = since;
    private volatile long pinged = since;

    /** @param gone called once, after the listener was told */
    SocketChannel(ChannelOptions options, ChannelRoute.Listener listener, Consumer<SocketChannel> gone) {
        this.options = options;
        this.listener = listener;
        this.gone = gone;
    }

    Events events() {
        return new Events();
    }

    @Override
    public boolean send(byte[] message) {
        return send(new Message(ByteBuffer.wrap(message), false));
    }

    @Override
    public boolean send(String message) {
        return send(new Message(StandardCharsets.UTF_8.encode(message), true));
    }

    private boolean send(Message message) {
        synchronized (this) {
            if (end != null) {
                return false;
            }
            if (hasRoom(message.bytes.remaining())) {
                waiting.add(message);
                waitingBytes += message.bytes.remaining();
            } else {
                end = ChannelEnd.QUEUE_FULL;
            }
        }
        if (end != null) {
            sayGoodbye();
            return false;
        }
        sendNext();
        return true;
    }

    private boolean hasRoom(int length) {
        return waiting.isEmpty()
                || (waiting.size() < options.queueMessages() && waitingBytes + length <= options.queueBytes());
    }

    private void sendNext() {
        Message message;
        synchronized (this) {
            if (sending || end != null || waiting.isEmpty()) {
                return;
            }
            message = waiting.remove();
            waitingBytes -= message.bytes.remaining();
            sending = true;
            since = System.nanoTime();
        }
        Callback sent = Callback.from(this::sent, this::broken);
        if (message.isText) {
            session.sendText(StandardCharsets.UTF_8.decode(message.bytes).toString(), sent);
        } else {
            session.sendBinary(message.bytes, sent);
        }
    }

    private void sent() {
        synchronized (this) {
            sending = false;
        }
        sendNext();
    }

    @Override
    public String client() {
        return session.getRemoteSocketAddress() instanceof InetSocketAddress address
                ? new ListenAddress(address.getAddress().getHostAddress(), address.getPort()).toString()
                : "";
    }

    @Override
    public void close() {
        if (ends(ChannelEnd.SERVER)) {
            sayGoodbye();
        }
    }

    /** Called now and then: pings, and cuts off what takes too long. */
    void look() {
        long now = System.nanoTime();
        long write = options.writeTimeout().toNanos();
        boolean late;
        synchronized (this) {
            late = now - since > write && (sending || end != null || session == null);
        }
        if (late) {
            ends(ChannelEnd.WRITE_TIMEOUT);
            cut();
            return;
        }
        long ping = options.pingTimeout().toNanos();
        if (now - heard > ping) {
            ends(ChannelEnd.PING_TIMEOUT);
            cut();
        } else if (session != null && now - Math.max(heard, pinged) > ping / 2) {
            pinged = now;
            session.sendPing(ByteBuffer.allocate(0), Callback.from(() -> {}, this::broken));
        }
    }

    /** The first reason counts. */
    private synchronized boolean ends(ChannelEnd why) {
        if (end != null) {
            return false;
        }
        end = why;
        return true;
    }

    /** A last word to the client; if it is not taken in time, {@link #look} cuts the connection. */
    private void sayGoodbye() {
        if (session == null) {
            cut();
            return;
        }
        synchronized (this) {
            waiting.clear();
            waitingBytes = 0;
            since = System.nanoTime();
        }
        int code = end.isDrop() ? StatusCode.POLICY_VIOLATION : StatusCode.SHUTDOWN;
        session.close(code, end.label(), Callback.from(this::tell, failure -> cut()));
    }

    private void broken(Throwable failure) {
        ends(ChannelEnd.CLIENT);
        cut();
    }

    private void cut() {
        if (session != null) {
            session.disconnect();
        }
        tell();
    }

    private void tell() {
        synchronized (this) {
            if (told) {
                return;
            }
            told = true;
            waiting.clear();
        }
        if (session != null) {
            listener.closed(this, end);
        }
        gone.accept(this);
    }

    // What Jetty tells of the session. Public, because Jetty calls it by reflection.
    public final class Events implements Session.Listener.AutoDemanding {
        @Override
        public void onWebSocketOpen(Session opened) {
            if (end != null) { // it took too long, or the server stops
                opened.disconnect();
                return;
            }
            opened.setIdleTimeout(Duration.ZERO); // Pings and write timeouts do better.
            opened.setMaxFrameSize(0); // A message is one frame; what comes in is bounded by the next two.
            opened.setMaxBinaryMessageSize(options.maxInboundBytes());
            opened.setMaxTextMessageSize(options.maxInboundBytes());
            heard = System.nanoTime();
            session = opened;
            listener.opened(SocketChannel.this);
        }

        @Override
        public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
            byte[] bytes = new byte[payload.remaining()];
            payload.get(bytes);
            heard = System.nanoTime();
            try {
                listener.received(SocketChannel.this, bytes);
            } catch (RuntimeException e) {
                callback.fail(e);
                return;
            }
            heard = System.nanoTime(); // Whoever waited here was not silent.
            callback.succeed();
        }

        @Override
        public void onWebSocketText(String message) {
            heard = System.nanoTime();
            listener.received(SocketChannel.this, message);
            heard = System.nanoTime();
        }

        @Override
        public void onWebSocketPong(ByteBuffer payload) {
            heard = System.nanoTime();
        }

        @Override
        public void onWebSocketError(Throwable cause) {
            ends(cause instanceof WebSocketException ? ChannelEnd.PROTOCOL : ChannelEnd.CLIENT);
        }

        @Override
        public void onWebSocketClose(int code, String reason, Callback callback) {
            ends(ChannelEnd.CLIENT);
            tell();
            callback.succeed();
        }
    }
}
