package io.hydrophone.client.reading;

import io.hydrophone.client.MySqlUrl;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The servers that one process reads, so that all its readers share what is read of each. Who asks for the same address with the same
 * account gets the same one. For many threads at once.
 */
public final class ReadableServers implements AutoCloseable {
    /** The text of a URL has all of it but the password, and the file of its certificate. */
    private record Key(String url, String ca) {}

    private static final class Shared {
        private final ReadableServer server;
        private int holders;

        Shared(ReadableServer server) {
            this.server = server;
        }
    }

    private final Map<Key, Shared> servers = new HashMap<>();

    /** The server, to be given back by {@link #release}. */
    public synchronized ReadableServer hold(MySqlUrl url) {
        Shared shared = servers.computeIfAbsent(key(url), key -> new Shared(new ReadableServer(url)));
        shared.holders++;
        return shared.server;
    }

    /** Ends its connections when this was the last who held it. */
    public void release(ReadableServer server) {
        synchronized (this) {
            Shared shared = servers.get(key(server.url()));
            if (shared == null || shared.server != server || --shared.holders > 0) {
                return;
            }
            servers.remove(key(server.url()));
        }
        server.close();
    }

    /** Ends connections that were not used for so long. */
    public void closeIdle(Duration unused) {
        all().forEach(server -> server.closeIdle(unused));
    }

    private synchronized List<ReadableServer> all() {
        return servers.values().stream().map(shared -> shared.server).toList();
    }

    @Override
    public void close() {
        List<ReadableServer> left = all();
        synchronized (this) {
            servers.clear();
        }
        left.forEach(ReadableServer::close);
    }

    private static Key key(MySqlUrl url) {
        return new Key(url.toString(), String.valueOf(url.ca()));
    }
}
