package io.hydrophone.http;

import io.hydrophone.core.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;

/** The open channels of one route: how many there may be, and which of them have to go. */
final class Channels {
    private final ChannelRoute route;
    private final ChannelOptions options;
    /** Those that are open, and those that are about to be. Guarded by this. */
    private final Set<SocketChannel> open = new HashSet<>();

    private volatile ServerWebSocketContainer container;

    Channels(ChannelRoute route, ChannelOptions options) {
        this.route = route;
        this.options = options;
    }

    /** The server begins; from here on the channels are looked at now and then. */
    void start(ServerWebSocketContainer upgrades, Scheduler scheduler) {
        container = upgrades;
        schedule(scheduler);
    }

    private void schedule(Scheduler scheduler) {
        long step =
                Math.min(options.writeTimeout().toNanos(), options.pingTimeout().toNanos()) / 4;
        scheduler.schedule(
                () -> {
                    all().forEach(SocketChannel::look);
                    if (scheduler.isRunning()) {
                        schedule(scheduler);
                    }
                },
                step,
                TimeUnit.NANOSECONDS);
    }

    /** The server stops. */
    void stop() {
        all().forEach(SocketChannel::close);
    }

    /**
     * Makes a channel of a request.
     *
     * @return null when the connection is a WebSocket from now on and the callback will be called; else what to answer
     */
    Answer upgrade(HttpRequest asked, Request request, Response response, Callback callback) {
        SocketChannel channel = new SocketChannel(options, route.accept(asked), this::remove);
        if (!add(channel)) {
            return Answer.problem(
                    503,
                    new Problem(
                            "too-many-channels",
                            options.maxChannels() + " others are open, and no more may be",
                            asked.path(),
                            "close one of them"));
        }
        boolean upgraded = false;
        try {
            upgraded = container.upgrade(
                    (upgrade, answer, created) -> {
                        answer.setExtensions(List.of()); // What is sent is compressed already.
                        return channel.events();
                    },
                    request,
                    response,
                    callback);
        } finally {
            if (!upgraded) {
                remove(channel);
            }
        }
        if (upgraded) {
            return null;
        }
        response.getHeaders().put(HttpHeader.UPGRADE, "websocket");
        return Answer.problem(
                426,
                new Problem(
                        "upgrade-required", "this is a WebSocket", asked.path(), "ask for it with ws:// or wss://"));
    }

    private synchronized boolean add(SocketChannel channel) {
        return open.size() < options.maxChannels() && open.add(channel);
    }

    private synchronized void remove(SocketChannel channel) {
        open.remove(channel);
    }

    private synchronized List<SocketChannel> all() {
        return List.copyOf(open);
    }
}
