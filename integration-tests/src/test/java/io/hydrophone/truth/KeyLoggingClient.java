package io.hydrophone.truth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SecurityParameters;
import org.bouncycastle.tls.ServerOnlyTlsAuthentication;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.crypto.TlsSecret;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** A TLS client with one version and one suite to offer, which writes its secrets as SSLKEYLOGFILE makes others do. */
final class KeyLoggingClient extends DefaultTlsClient {
    /** What is offered. */
    record Offer(ProtocolVersion version, int suite) {}

    private static final HexFormat HEX = HexFormat.of();

    private final Offer offer;
    private final Path keyLog;

    KeyLoggingClient(Offer offer, Path keyLog) {
        super(new BcTlsCrypto(new SecureRandom()));
        this.offer = offer;
        this.keyLog = keyLog;
    }

    @Override
    protected ProtocolVersion[] getSupportedVersions() {
        return offer.version().only();
    }

    @Override
    protected int[] getSupportedCipherSuites() {
        return new int[] {offer.suite()};
    }

    /** Whoever the server is: it is one that the test has started. */
    @Override
    public TlsAuthentication getAuthentication() {
        return new ServerOnlyTlsAuthentication() {
            @Override
            public void notifyServerCertificate(TlsServerCertificate certificate) {}
        };
    }

    @Override
    public void notifyHandshakeComplete() throws IOException {
        super.notifyHandshakeComplete();
        SecurityParameters secrets = context.getSecurityParametersConnection();
        if (offer.version().equals(ProtocolVersion.TLSv13)) {
            write("CLIENT_TRAFFIC_SECRET_0", secrets, secrets.getTrafficSecretClient());
            write("SERVER_TRAFFIC_SECRET_0", secrets, secrets.getTrafficSecretServer());
        } else {
            write("CLIENT_RANDOM", secrets, secrets.getMasterSecret());
        }
    }

    private void write(String label, SecurityParameters of, TlsSecret secret) {
        byte[] copy = getCrypto().adoptSecret(secret).extract();
        String line = label + " " + HEX.formatHex(of.getClientRandom()) + " " + HEX.formatHex(copy) + "\n";
        try {
            Files.writeString(keyLog, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
