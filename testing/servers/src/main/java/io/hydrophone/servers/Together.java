package io.hydrophone.servers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several things that take their time, done at the same one. */
final class Together {
    private Together() {}

    /** Starts servers; when one does not start, none is left. */
    static List<Server> start(List<Callable<Server>> starts) {
        List<Server> servers = new ArrayList<>();
        RuntimeException failure = null;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Server> started : starts.stream().map(threads::submit).toList()) {
                try {
                    servers.add(started.get());
                } catch (ExecutionException e) {
                    failure = new IllegalStateException("a server did not start", e.getCause());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    failure = new IllegalStateException("interrupted", e);
                }
            }
        }
        if (failure != null) {
            end(servers);
            throw failure;
        }
        return List.copyOf(servers);
    }

    static void end(List<Server> servers) {
        servers.forEach(Server::close);
    }
}
