package io.hydrophone.client.raw;

import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.TlsMode;
import io.hydrophone.core.ProblemException;
import java.time.Duration;

/**
 * A server, and how to reach it. Made once for all connections, because the authorities that are trusted are read then.
 * Immutable; each change gives another.
 */
public final class RawTarget {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final MySqlUrl url;
    private final Tls tls;
    private final Duration connectTimeout;
    private final Duration answerTimeout;
    private final Compression compression;
    private final boolean serverPublicKey;
    private final boolean clearPassword;

    private RawTarget(
            MySqlUrl url,
            Tls tls,
            Duration connectTimeout,
            Duration answerTimeout,
            Compression compression,
            boolean serverPublicKey,
            boolean clearPassword) {
        this.url = url;
        this.tls = tls;
        this.connectTimeout = connectTimeout;
        this.answerTimeout = answerTimeout;
        this.compression = compression;
        this.serverPublicKey = serverPublicKey;
        this.clearPassword = clearPassword;
    }

    /**
     * The URL's server: 10 seconds to connect, any time to answer, no compression, and no way to tell the password that
     * is not safe.
     *
     * @throws ProblemException when the authority's certificate cannot be read
     */
    public static RawTarget of(MySqlUrl url) {
        Tls tls = url.tls() == TlsMode.DISABLED ? null : Tls.of(url);
        return new RawTarget(url, tls, CONNECT_TIMEOUT, Duration.ZERO, Compression.NONE, false, false);
    }

    /** How long connecting and the login may take in all; zero for any time. */
    public RawTarget connectWithin(Duration timeout) {
        return new RawTarget(url, tls, timeout, answerTimeout, compression, serverPublicKey, clearPassword);
    }

    /** How long a command may take, from the first byte that is sent to the last of its answer; zero for any time. */
    public RawTarget answerWithin(Duration timeout) {
        return new RawTarget(url, tls, connectTimeout, timeout, compression, serverPublicKey, clearPassword);
    }

    public RawTarget compressed(Compression method) {
        return new RawTarget(url, tls, connectTimeout, answerTimeout, method, serverPublicKey, clearPassword);
    }

    /**
     * Lets a password go to the server encrypted by the key that the server itself sends, where the connection is not
     * protected. Who stands between could send his own key.
     */
    public RawTarget getServerPublicKey(boolean allowed) {
        return new RawTarget(url, tls, connectTimeout, answerTimeout, compression, allowed, clearPassword);
    }

    /** Lets {@code mysql_clear_password} send the password as it is, where the connection is protected by TLS. */
    public RawTarget clearPassword(boolean allowed) {
        return new RawTarget(url, tls, connectTimeout, answerTimeout, compression, serverPublicKey, allowed);
    }

    public MySqlUrl url() {
        return url;
    }

    /** Null where the connection is not to be protected. */
    Tls tls() {
        return tls;
    }

    Duration connectTimeout() {
        return connectTimeout;
    }

    Duration answerTimeout() {
        return answerTimeout;
    }

    Compression compression() {
        return compression;
    }

    boolean allowsServerPublicKey() {
        return serverPublicKey;
    }

    boolean allowsClearPassword() {
        return clearPassword;
    }

    @Override
    public String toString() {
        return url.toString();
    }
}
