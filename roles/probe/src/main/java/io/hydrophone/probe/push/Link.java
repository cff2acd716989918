package io.hydrophone.probe.push;

import io.hydrophone.core.Problem;
import io.hydrophone.probe.settings.GroupChanges;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One connection to a server, from the attempt to its end. It fails once and for all: then {@link #failure()} says why, and nothing of the
 * connection is left. One thread sends.
 */
final class Link {
    /** What a server says, on a thread of the client's, one message at a time. */
    interface Ear {
        void text(Link link, String text);

        /** The ping of a number is answered, and with it those before. */
        void pong(Link link, long number);

        /** The connection stands, or has failed. */
        void changed();
    }

    /** Acknowledgements are short. */
    static final int MAX_TEXT = 64 << 10;

    private final URI server;
    private final PushTimes times;
    private final Ear ear;
    /** For the thread that opens and closes. */
    private CompletableFuture<WebSocket> opening;

    private volatile WebSocket socket;
    private volatile Problem failure;
    private volatile long masterEpoch = Fence.UNKNOWN;
    /** What both sides know of the group's changes; null while the server has said nothing of them. */
    private final AtomicReference<GroupChanges> settings = new AtomicReference<>();

    private volatile long heardNanos = System.nanoTime();
    private long pingedNanos = heardNanos;

    private Link(URI server, PushTimes times, Ear ear) {
        this.server = server;
        this.times = times;
        this.ear = ear;
    }

    /**
     * Begins to connect; returns at once.
     *
     * @param introduction or null for none
     */
    static Link open(HttpClient client, PushOptions options, URI server, Introduction introduction, Ear ear) {
        Link link = new Link(server, options.times(), ear);
        WebSocket.Builder builder =
                client.newWebSocketBuilder().connectTimeout(options.times().connect());
        BearerToken token = options.security().token();
        if (token != null) {
            builder.header("Authorization", token.header());
        }
        link.opening = builder.buildAsync(introduction == null ? server : introduction.at(server), link.new Listener())
                .orTimeout(options.times().connect().toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((opened, failed) -> {
                    if (failed != null) {
                        link.fail(PushProblems.notConnected(server, failed));
                    }
                });
        return link;
    }

    URI server() {
        return server;
    }

    /** Of the master that is there, as it said last; or unknown. */
    long masterEpoch() {
        return masterEpoch;
    }

    void masterEpoch(long epoch) {
        masterEpoch = epoch;
    }

    /** What the server knows of the group's changes, as it said and was told; null when it has said nothing of them. */
    GroupChanges settings() {
        return settings.get();
    }

    /** The server knows these too. */
    void settings(GroupChanges known) {
        settings.accumulateAndGet(known, (before, more) -> before == null ? more : before.with(more));
    }

    boolean isConnected() {
        return socket != null && failure == null;
    }

    /** Why it is over, or null. */
    Problem failure() {
        return failure;
    }

    /** Writes a report as one frame; false when that failed. */
    boolean send(byte[] report) {
        return isConnected() && await(socket.sendBinary(ByteBuffer.wrap(report), true));
    }

    /** Writes a text message; false when that failed. */
    boolean say(String text) {
        return isConnected() && await(socket.sendText(text, true));
    }

    /** Asks for a pong with this number; false when that failed. */
    boolean ping(long number) {
        pingedNanos = System.nanoTime();
        return isConnected()
                && await(socket.sendPing(ByteBuffer.allocate(Long.BYTES).putLong(0, number)));
    }

    /** Pings a server that was not pinged for a while, and gives one up that is silent. */
    void tend(long now, long number) {
        if (!isConnected()) {
            return;
        }
        long patience = times.ping().toNanos();
        if (now - heardNanos > patience) {
            fail(PushProblems.silent(server, times.ping()));
        } else if (now - pingedNanos > patience / 2) {
            ping(number);
        }
    }

    /** Ends the connection, for a reason of ours. */
    void fail(Problem reason) {
        synchronized (this) {
            if (failure != null) {
                return;
            }
            failure = reason;
        }
        abort();
        ear.changed();
    }

    /** Says goodbye, and waits a little that it is heard. */
    void close(Duration patience) {
        if (isConnected()) {
            try {
                socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(patience.toNanos(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException | TimeoutException e) {
                // It is gone already.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        opening.cancel(true);
        abort();
    }

    private void abort() {
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
    }

    private boolean await(CompletableFuture<WebSocket> written) {
        try {
            written.get(times.write().toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            fail(PushProblems.writeTimeout(server, times.write()));
        } catch (ExecutionException e) {
            fail(PushProblems.broken(server, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private final class Listener implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void onOpen(WebSocket opened) {
            heardNanos = System.nanoTime();
            socket = opened;
            if (failure != null) { // It was given up meanwhile.
                opened.abort();
                return;
            }
            opened.request(1);
            ear.changed();
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            if (text.length() + part.length() > MAX_TEXT) {
                fail(PushProblems.tooMuch(server, MAX_TEXT));
                return null;
            }
            text.append(part);
            if (last) {
                String whole = text.toString();
                text.setLength(0);
                ear.text(Link.this, whole);
            }
            return heard(from);
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            return heard(from);
        }

        @Override
        public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
            return heard(from); // The client answers it.
        }

        @Override
        public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
            if (message.remaining() == Long.BYTES) {
                ear.pong(Link.this, message.getLong(message.position()));
            }
            return heard(from);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            fail(PushProblems.closed(server, status, reason));
            return null;
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            fail(PushProblems.broken(server, error));
        }

        private CompletionStage<?> heard(WebSocket from) {
            heardNanos = System.nanoTime();
            from.request(1);
            return null;
        }
    }
}
