package io.hydrophone.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;

/**
 * A new key for {@code localhost} with a certificate signed by itself, made by the JDK's own keytool.
 *
 * @param store both as PKCS #12, with the password {@value #PASSWORD}
 * @param chain the certificate as PEM
 * @param key the key as PEM, not encrypted
 */
public record SelfSigned(Certificate certificate, Path store, Path chain, Path key) {
    public static final String PASSWORD = "changeit";

    private static final String ALIAS = "server";

    /** Makes the files in a directory. */
    public static SelfSigned make(Path directory) {
        Path store = directory.resolve("server.p12");
        Tool.of(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair")
                .with("-alias", ALIAS, "-keyalg", "RSA", "-dname", "CN=localhost", "-ext", "san=dns:localhost")
                .with("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD)
                .output();
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            Certificate certificate = keys.getCertificate(ALIAS);
            Key key = keys.getKey(ALIAS, PASSWORD.toCharArray());
            return new SelfSigned(
                    certificate,
                    store,
                    pem(directory.resolve("cert.pem"), "CERTIFICATE", certificate.getEncoded()),
                    pem(directory.resolve("key.pem"), "PRIVATE KEY", key.getEncoded()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path pem(Path file, String what, byte[] der) throws IOException {
        return Files.writeString(
                file,
                "-----BEGIN " + what + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                        + "\n-----END " + what + "-----\n");
    }
}
