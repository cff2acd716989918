package io.hydrophone.agent.jmx;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trust in authorities of its own for some machines, and in those of this Java for all others. RMI over TLS takes its
 * sockets from the process's default context and from nowhere else ({@code SslRMIClientSocketFactory} comes from the server,
 * serialized), so that the default context has to know who is asked.
 */
final class PeerTrust extends X509ExtendedTrustManager {
    private static final Map<String, X509ExtendedTrustManager> BY_ADDRESS = new ConcurrentHashMap<>();
    private static boolean isInstalled;

    private final X509ExtendedTrustManager others;

    private PeerTrust(X509ExtendedTrustManager others) {
        this.others = others;
    }

    /**
     * From here on, connections to a host trust in these authorities alone.
     *
     * @param authorities a PEM file, read anew each time
     * @throws ProblemException when it holds none
     */
    static void set(String host, Path authorities) throws IOException {
        try {
            install();
            X509ExtendedTrustManager own = manager(read(authorities));
            for (InetAddress address : InetAddress.getAllByName(host)) {
                BY_ADDRESS.put(address.getHostAddress(), own);
            }
        } catch (GeneralSecurityException e) {
            throw new ProblemException(
                    new Problem(
                            "bad-tls-files",
                            "the file holds no certificate",
                            authorities.toString(),
                            "give a PEM file that begins with BEGIN CERTIFICATE"),
                    e);
        }
    }

    private static synchronized void install() throws GeneralSecurityException {
        if (!isInstalled) {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new PeerTrust(manager(null))}, null);
            SSLContext.setDefault(context);
            isInstalled = true;
        }
    }

    private static KeyStore read(Path authorities) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(authorities)) {
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + store.size(), certificate);
            }
        }
        return store;
    }

    private static X509ExtendedTrustManager manager(KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        X509ExtendedTrustManager own = BY_ADDRESS.get(socket.getInetAddress().getHostAddress());
        (own == null ? others : own).checkServerTrusted(chain, type, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        others.checkServerTrusted(chain, type, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        others.checkServerTrusted(chain, type);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        others.checkClientTrusted(chain, type, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        others.checkClientTrusted(chain, type, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        others.checkClientTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return others.getAcceptedIssuers();
    }
}
