package io.hydrophone.app;

import io.hydrophone.app.config.ServeSettings;
import io.hydrophone.core.ProblemException;
import io.hydrophone.http.ListenAddress;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.probe.push.BearerToken;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a command serves HTTP, and to whom. */
final class ServeOptions {
    private static final String TOKEN_VARIABLE = ServeSettings.TOKEN_VARIABLE;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:8667",
            description = "Serve here (default: ${DEFAULT-VALUE}); port 0 takes a free one.")
    private String listen;

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "Ask for the bearer token in this file; else in $" + TOKEN_VARIABLE + ", if set.")
    private Path tokenFile;

    @Option(names = "--tls-cert", paramLabel = "FILE", description = "Certificate and chain, PEM; or a PKCS #12 store.")
    private Path certificate;

    @Option(
            names = "--tls-key",
            paramLabel = "FILE",
            description = "Its key, PEM (PKCS #8); for a store, the file with its password.")
    private Path key;

    @Option(names = "--insecure", description = "Let others reach the address without token or TLS.")
    private boolean insecure;

    ServerOptions options() {
        if ((certificate == null) != (key == null)) {
            throw new ProblemException(
                    "bad-tls-files",
                    "--tls-cert and --tls-key go together",
                    "",
                    "give both: the certificate and its key");
        }
        return new ServeSettings(ListenAddress.parse(listen), tokenFile, certificate, key, insecure).options();
    }

    boolean isTls() {
        return certificate != null;
    }

    boolean isInsecure() {
        return insecure;
    }

    /** The token as one that is sent, to nodes that ask for the same; null for none. */
    BearerToken bearer() {
        if (tokenFile != null) {
            return BearerToken.fromFile(tokenFile);
        }
        String secret = System.getenv(TOKEN_VARIABLE);
        return secret == null ? null : BearerToken.of(secret, "$" + TOKEN_VARIABLE);
    }
}
