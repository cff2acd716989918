package io.hydrophone.http;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is served at exact paths, or below one: what is read, what changes something, and WebSockets. */
public final class Routes {
    /** Answers one route; on a virtual thread, so it may wait. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Makes the answer.
         *
         * @throws io.hydrophone.core.ProblemException told to the client with status 400
         * @throws Exception anything else is the server's own fault, 500
         */
        Answer answer(HttpRequest request) throws Exception;
    }

    /** Answers a request with a body; on a virtual thread, so it may wait. */
    @FunctionalInterface
    public interface Taker {
        /**
         * Takes the body.
         *
         * @throws io.hydrophone.core.ProblemException told to the client with status 400
         * @throws Exception anything else is the server's own fault, 500
         */
        Answer take(HttpRequest request, Posted body) throws Exception;
    }

    private final Map<String, Taker> takers = new LinkedHashMap<>();
    private boolean apiKeys;
    private final Map<String, Handler> handlers = new LinkedHashMap<>();
    private final Map<String, Handler> below = new LinkedHashMap<>();
    private final Set<String> changing = new HashSet<>();
    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final Map<String, Channels> channels = new LinkedHashMap<>();

    /** What is read, with GET and so with HEAD. */
    public Routes get(String path, Handler handler) {
        expectNew(path);
        handlers.put(path, handler);
        return this;
    }

    /**
     * What changes something, with POST, whose parameters may also be a form; or with GET, as mysql-probe has it, but not from
     * a page of another site.
     */
    public Routes change(String path, Handler handler) {
        get(path, handler);
        changing.add(path);
        return this;
    }

    /**
     * What takes a body, with POST or PUT, but not from a page of another site.
     *
     * @param taker is given the body unread
     */
    public Routes post(String path, Taker taker) {
        expectNew(path);
        takers.put(path, taker);
        return this;
    }

    /** The token may also come as Datadog's clients send theirs: in the header {@code DD-API-KEY}, or as parameter {@code api_key}. */
    public Routes takeApiKeys() {
        apiKeys = true;
        return this;
    }

    boolean takesApiKeys() {
        return apiKeys;
    }

    /**
     * What is read at all paths that begin alike and are not served by themselves.
     *
     * @param prefix ends with a slash
     */
    public Routes below(String prefix, Handler handler) {
        expectNew(prefix);
        if (!prefix.endsWith("/")) {
            throw new IllegalArgumentException("no prefix: " + prefix);
        }
        below.put(prefix, handler);
        return this;
    }

    /** A WebSocket, behind the same token, TLS and Host check as all else. */
    public Routes channel(String path, ChannelOptions options, ChannelRoute route) {
        expectNew(path);
        channels.put(path, new Channels(route, options));
        return this;
    }

    /** Says what a path is for; in the order in which it is shown. */
    public Routes describe(Operation operation) {
        operations.put(operation.path(), operation);
        return this;
    }

    /** All that was described, as OpenAPI 3.1 in JSON. */
    public byte[] openApi(String title, String version) {
        return OpenApi.of(this, title, version);
    }

    Collection<Operation> operations() {
        return operations.values();
    }

    private void expectNew(String path) {
        if (!path.startsWith("/")
                || handlers.containsKey(path)
                || takers.containsKey(path)
                || channels.containsKey(path)
                || below.containsKey(path)) {
            throw new IllegalArgumentException("no path, or there twice: " + path);
        }
    }

    /** In the order in which they were added. */
    public List<String> paths() {
        List<String> paths = new ArrayList<>(handlers.keySet());
        paths.addAll(takers.keySet());
        paths.addAll(below.keySet());
        paths.addAll(channels.keySet());
        return paths;
    }

    /** The methods with which a path is asked; of a WebSocket GET. */
    public List<String> methods(String path) {
        if (takers.containsKey(path)) {
            return List.of("POST", "PUT");
        }
        return changing.contains(path)
                ? List.of("GET", "POST")
                : channels.containsKey(path) ? List.of("GET") : List.of("GET", "HEAD");
    }

    /** Whether asking for it changes something. */
    boolean changes(String path) {
        return changing.contains(path) || takers.containsKey(path);
    }

    Collection<Channels> channels() {
        return channels.values();
    }

    /** Null when there is no WebSocket. */
    Channels channelsAt(String path) {
        return channels.get(path);
    }

    /** Null when no body is taken there. */
    Taker takerAt(String path) {
        return takers.get(path);
    }

    /** Null when nothing is there. */
    Handler at(String path) {
        Handler exact = handlers.get(path);
        if (exact != null) {
            return exact;
        }
        for (Map.Entry<String, Handler> entry : below.entrySet()) {
            if (path.startsWith(entry.getKey())) {
                return entry.getValue();
            }
        }
        return null;
    }
}
