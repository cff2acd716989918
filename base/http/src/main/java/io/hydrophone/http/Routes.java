package io.hydrophone.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is served: GET (and so HEAD) of exact paths. */
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

    private final Map<String, Handler> handlers = new LinkedHashMap<>();

    public Routes get(String path, Handler handler) {
        if (!path.startsWith("/") || handlers.putIfAbsent(path, handler) != null) {
            throw new IllegalArgumentException("no path, or there twice: " + path);
        }
        return this;
    }

    /** In the order in which they were added. */
    Iterable<String> paths() {
        return handlers.keySet();
    }

    /** Null when nothing is there. */
    Handler at(String path) {
        return handlers.get(path);
    }
}
