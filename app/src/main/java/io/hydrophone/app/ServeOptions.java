package io.hydrophone.app;

import io.hydrophone.core.ProblemException;
import io.hydrophone.http.ListenAddress;
import io.hydrophone.http.ServerOptions;
import io.hydrophone.http.Tls;
import io.hydrophone.http.Token;
import io.hydrophone.probe.push.BearerToken;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where a command serves HTTP, and to whom. */
final class ServeOptions {
    private static final String TOKEN_VARIABLE = "HYDROPHONE_TOKEN";

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
        return new ServerOptions(ListenAddress.parse(listen), token(), tls(), insecure);
    }

    /** The token that is asked for here, to be sent to others that ask for the same; null for none. */
    BearerToken ownToken() {
        if (tokenFile != null) {
            return BearerToken.fromFile(tokenFile);
        }
        String secret = System.getenv(TOKEN_VARIABLE);
        return secret == null ? null : BearerToken.of(secret, "$" + TOKEN_VARIABLE);
    }

    private Token token() {
        return tokenFile == null ? Token.fromEnvironment(TOKEN_VARIABLE) : Token.fromFile(tokenFile);
    }

    private Tls tls() {
        if (certificate == null) {
            return null;
        }
        String name = certificate.toString();
        return name.endsWith(".p12") || name.endsWith(".pfx")
                ? new Tls.Pkcs12(certificate, key)
                : new Tls.Pem(certificate, key);
    }
}
