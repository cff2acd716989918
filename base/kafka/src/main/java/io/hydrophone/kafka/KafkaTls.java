package io.hydrophone.kafka;

import io.hydrophone.core.ClientTls;
import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.SslConfigs;

/**
 * Whom we trust, and who we are, over TLS; all files are PEM.
 *
 * @param authorities of the brokers' certificates; null for those that Java trusts
 * @param certificate ours with its chain; null for none
 * @param key of our certificate, PKCS #8 without a password; null for none
 */
public record KafkaTls(Path authorities, Path certificate, Path key) {
    private static final String PEM = "PEM";

    /** @throws ProblemException {@code bad-tls-files} when only one of certificate and key is given */
    public KafkaTls {
        if ((certificate == null) != (key == null)) {
            throw bad(
                    certificate == null ? key : certificate,
                    "is alone",
                    "give both: the certificate and its key",
                    null);
        }
    }

    /** @throws ProblemException {@code bad-tls-files} when a file cannot be read, or holds something else */
    Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        if (authorities != null) {
            ClientTls.trusting(authorities);
            properties.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, PEM);
            properties.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, text(authorities));
        }
        if (certificate != null) {
            ClientTls.trusting(certificate);
            properties.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, PEM);
            properties.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, text(certificate));
            properties.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, keyText());
        }
        return properties;
    }

    private String keyText() {
        String text = text(key);
        if (!text.contains("-----BEGIN PRIVATE KEY-----")) {
            throw bad(
                    key,
                    "holds no key in the form that is read",
                    "make it so: openssl pkcs8 -topk8 -nocrypt -in KEY -out NEW",
                    null);
        }
        return text;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw bad(
                    file,
                    "cannot be read (" + e.getClass().getSimpleName() + ")",
                    "look at the file's name and rights",
                    e);
        }
    }

    private static ProblemException bad(Path file, String what, String action, Exception cause) {
        return new ProblemException(new Problem("bad-tls-files", "the file " + what, file.toString(), action), cause);
    }
}
