package io.hydrophone.http;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/** Reads certificates and keys into a key store in memory. */
final class KeyMaterial {
    private static final String BEGIN_PKCS8 = "-----BEGIN PRIVATE KEY-----";
    private static final String END_PKCS8 = "-----END PRIVATE KEY-----";
    private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");

    private KeyMaterial() {}

    /**
     * @param password of the store that is returned
     * @throws ProblemException when a file cannot be read or is not what it should be
     */
    static KeyStore load(Tls tls, char[] password) {
        return switch (tls) {
            case Tls.Pem pem -> pem(pem, password);
            case Tls.Pkcs12 pkcs12 -> pkcs12(pkcs12, password);
        };
    }

    private static KeyStore pem(Tls.Pem files, char[] password) {
        Collection<? extends Certificate> chain;
        try {
            chain = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(read(files.certificates())));
        } catch (GeneralSecurityException e) {
            throw bad(
                    files.certificates(),
                    "holds no certificate",
                    "give a PEM file that begins with BEGIN CERTIFICATE",
                    e);
        }
        if (chain.isEmpty()) {
            throw bad(
                    files.certificates(),
                    "holds no certificate",
                    "give a PEM file that begins with BEGIN CERTIFICATE",
                    null);
        }
        PrivateKey key = key(files.key());
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("server", key, password, chain.toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw bad(
                    files.key(),
                    "does not fit the certificate " + files.certificates(),
                    "give the key it was made with",
                    e);
        }
    }

    private static PrivateKey key(Path file) {
        String text = new String(read(file), StandardCharsets.ISO_8859_1);
        int begin = text.indexOf(BEGIN_PKCS8);
        int end = text.indexOf(END_PKCS8);
        if (begin >= 0 && end > begin) {
            try {
                byte[] der = Base64.getMimeDecoder().decode(text.substring(begin + BEGIN_PKCS8.length(), end));
                for (String algorithm : ALGORITHMS) {
                    PrivateKey key = keyOrNull(algorithm, der);
                    if (key != null) {
                        return key;
                    }
                }
            } catch (IllegalArgumentException e) {
                throw bad(file, "holds a damaged key", "look whether the file was cut", e);
            }
        }
        throw bad(
                file,
                "holds no unencrypted PKCS #8 key",
                "convert it: openssl pkcs8 -topk8 -nocrypt -in " + file + " -out server.key",
                null);
    }

    private static PrivateKey keyOrNull(String algorithm, byte[] der) {
        try {
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (InvalidKeySpecException e) {
            return null; // Another algorithm's.
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has " + algorithm, e);
        }
    }

    private static KeyStore pkcs12(Tls.Pkcs12 files, char[] password) {
        char[] given = new String(read(files.passwordFile()), StandardCharsets.UTF_8)
                .strip()
                .toCharArray();
        try (InputStream in = new ByteArrayInputStream(read(files.store()))) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, given);
            String alias = store.aliases().asIterator().next();
            KeyStore renamed = KeyStore.getInstance("PKCS12");
            renamed.load(null, null);
            renamed.setKeyEntry("server", store.getKey(alias, given), password, store.getCertificateChain(alias));
            return renamed;
        } catch (GeneralSecurityException | IOException | RuntimeException e) {
            throw bad(
                    files.store(),
                    "is no PKCS #12 store with a key that the password opens",
                    "try: openssl pkcs12 -info -noout -in " + files.store(),
                    e);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw bad(
                    file,
                    "cannot be read (" + e.getClass().getSimpleName() + ")",
                    "look at its path and its rights",
                    e);
        }
    }

    private static ProblemException bad(Path file, String what, String action, Exception cause) {
        return new ProblemException(new Problem("bad-tls-files", "the file " + what, file.toString(), action), cause);
    }
}
