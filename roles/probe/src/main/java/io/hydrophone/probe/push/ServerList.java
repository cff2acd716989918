package io.hydrophone.probe.push;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * The servers of a pusher in its order. They may be replaced while it runs, and one of them may name another that is
 * tried next. For the delivering thread, but for what is said otherwise.
 */
final class ServerList {
    private final PushOptions options;
    private final Consumer<Problem> told;
    /** What the servers shall be; null when they are. */
    private final AtomicReference<List<URI>> wanted = new AtomicReference<>();
    /** Where one has sent us; null when that is done. */
    private final AtomicReference<URI> named = new AtomicReference<>();

    private volatile List<PushServer> servers = List.of();
    /** Tried before the others, until it fails; null for none. */
    private PushServer preferred;
    /** That were followed since a report was acknowledged: two servers may each name the other. */
    private int followed;

    ServerList(PushOptions options, Consumer<Problem> told) {
        this.options = options;
        this.told = told;
        replace(options.servers());
    }

    /** In the order in which they are tried; from any thread. */
    List<PushServer> all() {
        return servers;
    }

    /** Has others take their place soon; from any thread. */
    void want(List<URI> others) {
        wanted.set(List.copyOf(others));
    }

    /** A server has named one that shall be tried next; from any thread. */
    void follow(URI master) {
        named.set(master);
    }

    /** A report was acknowledged. */
    void succeeded() {
        followed = 0;
    }

    /** Does what was asked for since the last time. */
    void update(long now) {
        List<URI> others = wanted.getAndSet(null);
        if (others != null) {
            replace(others);
        }
        heedNamed(now);
    }

    private void heedNamed(long now) {
        URI master = named.getAndSet(null);
        if (master != null && followed++ < servers.size()) {
            prefer(master, now);
        }
    }

    private void replace(List<URI> others) {
        List<PushServer> before = servers;
        servers = ServerOrder.of(options.probe(), others).stream()
                .map(uri -> find(before, uri))
                .toList();
        before.stream().filter(server -> !servers.contains(server)).forEach(PushServer::close);
        if (!servers.contains(preferred)) {
            preferred = null;
        }
    }

    private PushServer find(List<PushServer> among, URI uri) {
        return among.stream()
                .filter(server -> server.uri().equals(uri))
                .findFirst()
                .orElseGet(() -> new PushServer(uri, options.times()));
    }

    private void prefer(URI master, long now) {
        PushServer server = find(servers, master);
        if (!servers.contains(server)) {
            if (!options.security().anyMaster() || servers.size() >= PushOptions.MAX_SERVERS) {
                return;
            }
            try {
                PushOptions.check(master, options.security());
            } catch (ProblemException e) {
                told.accept(e.problem());
                return;
            }
            List<PushServer> more = new ArrayList<>(servers);
            more.add(server);
            servers = List.copyOf(more);
        }
        server.retryAt(now);
        preferred = server;
    }

    /** The first that a connection stands to; null when none does, or when a better one may be had at once. */
    PushServer connected(long now) {
        // Else one that was named since the last look, before its connection failed, would come after another.
        heedNamed(now);
        if (preferred != null) {
            if (preferred.connected() != null) {
                return preferred;
            }
            if (preferred.isConnecting() || preferred.mayConnect(now)) {
                return null;
            }
            preferred = null;
        }
        return servers.stream()
                .filter(server -> server.connected() != null)
                .findFirst()
                .orElse(null);
    }

    /** The one to connect to next; null while one is on its way, or none may be tried. */
    PushServer next(long now) {
        if (preferred != null) {
            return preferred.mayConnect(now) ? preferred : null;
        }
        if (servers.stream().anyMatch(PushServer::isConnecting)) {
            return null;
        }
        return servers.stream()
                .filter(server -> server.mayConnect(now))
                .findFirst()
                .orElse(null);
    }

    void close() {
        servers.forEach(PushServer::close);
    }
}
