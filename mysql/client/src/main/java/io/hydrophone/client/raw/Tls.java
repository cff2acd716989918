package io.hydrophone.client.raw;

import io.hydrophone.client.MySqlUrl;
import io.hydrophone.client.TlsMode;
import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/** Encrypts connections to one server, as its URL wants it. */
final class Tls {
    private final MySqlUrl url;
    private final SSLSocketFactory factory;

    private Tls(MySqlUrl url, SSLSocketFactory factory) {
        this.url = url;
        this.factory = factory;
    }

    /**
     * Reads the authorities.
     *
     * @param url with any mode but {@link TlsMode#DISABLED}
     * @throws ProblemException when the file of the authority's certificate cannot be read
     */
    static Tls of(MySqlUrl url) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust(url), null);
            return new Tls(url, context.getSocketFactory());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is part of Java", e);
        }
    }

    /** Null for the authorities that Java trusts. */
    private static TrustManager[] trust(MySqlUrl url) throws GeneralSecurityException {
        if (url.tls() == TlsMode.REQUIRED) {
            return new TrustManager[] {new Anybody()};
        }
        if (url.ca() == null) {
            return null;
        }
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(authorities(url.ca()));
        return managers.getTrustManagers();
    }

    private static KeyStore authorities(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry(Integer.toString(count++), certificate);
            }
            if (count > 0) {
                return store;
            }
        } catch (IOException | GeneralSecurityException e) {
            throw unreadable(file, " (" + e.getClass().getSimpleName() + ")");
        }
        throw unreadable(file, "");
    }

    private static ProblemException unreadable(Path file, String why) {
        return new ProblemException(
                "bad-certificate",
                "no certificate can be read" + why,
                file.toString(),
                "name a file with certificates in PEM");
    }

    /** Shakes hands over a socket that is connected, and to be closed by the caller. */
    SSLSocket over(Socket socket) throws IOException {
        SSLSocket tls = (SSLSocket) factory.createSocket(socket, url.host(), url.port(), false);
        if (url.tls() == TlsMode.VERIFY_FULL) {
            SSLParameters parameters = tls.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            tls.setSSLParameters(parameters);
        }
        tls.startHandshake();
        return tls;
    }

    /** Believes whoever answers: {@link TlsMode#REQUIRED}, for which the user has asked by name. */
    private static final class Anybody extends X509ExtendedTrustManager {
        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
