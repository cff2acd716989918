package io.hydrophone.probe.push;

import io.hydrophone.core.ProblemException;
import io.hydrophone.queue.QueueOptions;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/**
 * Where reports go, and where they wait.
 *
 * @param probe the name by which one of the servers is chosen
 * @param servers one to many, {@code ws://} or {@code wss://}; each report goes to one of them
 * @param preconnect whether connections to all of them are kept
 * @param directory of the queue
 * @param memoryBytes of the reports that wait in memory while the disk takes none
 */
public record PushOptions(
        String probe,
        List<URI> servers,
        Receiver receiver,
        boolean preconnect,
        PushTimes times,
        PushSecurity security,
        Path directory,
        QueueOptions queue,
        int memoryBytes) {
    static final int MAX_SERVERS = 64;
    private static final long QUEUE_BYTES = 256L << 20;

    /** Of the reports that wait in memory, unless told otherwise. */
    public static final int MEMORY_BYTES = 16 << 20;

    /** @throws ProblemException when an address cannot be, or would send reports in the clear to another machine */
    public PushOptions {
        servers = List.copyOf(servers);
        if (servers.size() > MAX_SERVERS || new HashSet<>(servers).size() < servers.size()) {
            throw bad("at most " + MAX_SERVERS + " servers are pushed to, each named once", servers.toString(), "");
        }
        for (URI server : servers) {
            check(server, security);
        }
    }

    /** @throws ProblemException as the constructor does */
    PushOptions with(List<URI> others) {
        return new PushOptions(probe, others, receiver, preconnect, times, security, directory, queue, memoryBytes);
    }

    /** With 256 MiB on the disk, 16 MiB in memory, and what is default of the rest. */
    public static PushOptions to(List<URI> servers, String probe, Path directory) {
        return new PushOptions(
                probe,
                servers,
                Receiver.NATIVE,
                false,
                PushTimes.DEFAULT,
                PushSecurity.DEFAULT,
                directory,
                QueueOptions.of(QUEUE_BYTES),
                MEMORY_BYTES);
    }

    static void check(URI server, PushSecurity security) {
        String scheme = server.getScheme() == null ? "" : server.getScheme();
        boolean encrypted = scheme.equalsIgnoreCase("wss");
        boolean whole = server.getHost() != null && server.getFragment() == null && server.getUserInfo() == null;
        if (!whole || (!encrypted && !scheme.equalsIgnoreCase("ws"))) {
            // What is not whole may hold a password: it is not repeated.
            throw bad(
                    "this is no address of a receiver",
                    whole ? server.toString() : "",
                    "give ws://HOST:PORT/PATH or wss://HOST:PORT/PATH");
        }
        if (!encrypted && !security.insecure() && !isThisMachine(server.getHost())) {
            throw new ProblemException(
                    "push-in-the-clear",
                    "reports would go over the network unencrypted",
                    server.toString(),
                    "give wss:// and the receiver a certificate, or set insecure where the network is private");
        }
    }

    /** By its name alone: nobody is asked, who might answer otherwise later. */
    public static boolean isThisMachine(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("[::1]")
                || host.equals("::1")
                || host.matches("127(\\.[0-9]{1,3}){3}");
    }

    private static ProblemException bad(String message, String where, String action) {
        return new ProblemException("bad-push-server", message, where, action);
    }
}
