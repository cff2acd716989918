package io.hydrophone.upkeep.update;

import io.hydrophone.config.Secret;
import io.hydrophone.core.ClientTls;
import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.HttpsURLConnection;

/**
 * Where an update server is, and how it is spoken to.
 *
 * @param uri {@code https://HOST:PORT}, or {@code http://} on this machine
 * @param token that it asks for; null for none
 * @param authorities of its certificate, PEM; null for those that Java trusts
 * @param insecure whether plain HTTP may go to another machine
 */
public record UpdateServerAddress(URI uri, Secret token, Path authorities, boolean insecure) {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    /** Without a byte: whoever is slow but sends is waited for. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    /** @throws ProblemException {@code bad-server} */
    public UpdateServerAddress {
        boolean https = "https".equals(uri.getScheme());
        if (uri.getHost() == null || !(https || "http".equals(uri.getScheme()))) {
            throw bad(uri, "this is no address of a server", "give https://HOST:PORT");
        }
        if (!https && !insecure && !isLoopback(uri.getHost())) {
            throw bad(
                    uri,
                    "plain HTTP would go to another machine",
                    "use https://, or --insecure if the network is trusted");
        }
    }

    /**
     * A connection to one of its pages. Redirects are not followed and proxies not used, so that the token goes nowhere else;
     * {@link HttpURLConnection} and not {@code java.net.http}, because it limits the wait for each read.
     */
    HttpURLConnection open(String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) uri.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout((int) CONNECT.toMillis());
        connection.setReadTimeout((int) SILENCE.toMillis());
        if (token != null) {
            connection.setRequestProperty("Authorization", "Bearer " + token.reveal());
        }
        if (authorities != null && connection instanceof HttpsURLConnection https) {
            https.setSSLSocketFactory(ClientTls.trusting(authorities).getSocketFactory());
        }
        return connection;
    }

    @SuppressWarnings("AddressSelection") // Any address of this machine is as good as another.
    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static ProblemException bad(URI uri, String message, String action) {
        return new ProblemException("bad-server", message, uri.toString(), action);
    }
}
