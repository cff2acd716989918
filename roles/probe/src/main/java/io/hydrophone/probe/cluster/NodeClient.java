package io.hydrophone.probe.cluster;

import io.hydrophone.core.ClientTls;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.probe.push.BearerToken;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Asks other nodes over HTTP, as a user would. */
public final class NodeClient implements AutoCloseable {
    private static final long MAX_ANSWER_BYTES = 4 << 20;

    /**
     * How nodes are asked.
     *
     * @param token sent as a bearer token, or null
     * @param isTls whether nodes serve HTTPS
     * @param authorities PEM file of the certificates that sign those of the nodes, or null for the ones that Java trusts
     * @param isInsecure whether a token may go over plain HTTP to another machine
     * @param patience for a connection, and for an answer; five times as long for a node that leaves its group
     */
    public record Options(BearerToken token, boolean isTls, Path authorities, boolean isInsecure, Duration patience) {
        /** Plain HTTP within this machine. */
        public static final Options LOCAL = new Options(null, false, null, false, Duration.ofSeconds(2));
    }

    private final Options options;
    private final ExecutorService callbacks = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;

    /** @throws ProblemException {@code bad-tls-files} */
    public NodeClient(Options options) {
        this.options = options;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(options.patience())
                .followRedirects(HttpClient.Redirect.NEVER) // A token goes nowhere else.
                .proxy(HttpClient.Builder.NO_PROXY)
                .executor(callbacks);
        if (options.authorities() != null) {
            builder.sslContext(ClientTls.trusting(options.authorities()));
        }
        client = builder.build();
    }

    /**
     * What the node at an address lists.
     *
     * @throws ProblemException {@code node-unreachable}, {@code node-no-http}, {@code node-refused}, {@code node-not-trusted}, {@code exposed}
     */
    List<ClusterNode> nodes(String address) {
        byte[] answer = get(address, "/cluster/listnodes", options.patience());
        try {
            return NodeListJson.read(answer);
        } catch (IOException e) {
            throw new ProblemException(ClusterProblems.badAnswer(address, e.getMessage()));
        }
    }

    /** What a node says of itself, JSON. */
    byte[] status(String address) {
        return get(address, "/status", options.patience());
    }

    /** Has a probe push to the master of a group. */
    void attach(String probe, String master, String group) {
        get(probe, "/cluster/attach?master=" + encoded(master) + "&group=" + encoded(group), options.patience());
    }

    /** Has a probe push to a master no more. */
    void detach(String probe, String master) {
        get(probe, "/cluster/detach?master=" + encoded(master), options.patience());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Has a node leave its cluster. */
    void leave(String address) {
        get(address, "/cluster/leave", options.patience().multipliedBy(5));
    }

    private byte[] get(String address, String path, Duration patience) {
        if (options.token() != null && !options.isTls() && !options.isInsecure() && !NodeAddress.isLocal(address)) {
            throw new ProblemException(ClusterProblems.inTheClear(address));
        }
        URI uri = URI.create((options.isTls() ? "https://" : "http://") + address + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(patience);
        if (options.token() != null) {
            request.header("Authorization", options.token().header());
        }
        HttpResponse<byte[]> response;
        try {
            response =
                    client.send(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_BYTES));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(ClusterProblems.unreachable(address, "interrupted"));
        } catch (IOException e) {
            throw new ProblemException(problem(address, e), e);
        }
        if (response.statusCode() != 200) {
            throw new ProblemException(ClusterProblems.refused(address, response.statusCode()));
        }
        return response.body();
    }

    private static Problem problem(String address, IOException e) {
        String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                return ClusterProblems.notTrusted(address, why);
            }
        }
        return e instanceof ConnectException || e instanceof HttpConnectTimeoutException
                ? ClusterProblems.unreachable(address, why)
                : ClusterProblems.noHttp(address, why);
    }

    @Override
    public void close() {
        client.shutdownNow();
        callbacks.shutdownNow();
    }
}
