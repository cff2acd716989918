package io.hydrophone.http;

import java.nio.file.Path;

/** The server's certificate and key. */
public sealed interface Tls {
    /** PEM files: the certificate with its chain, and an unencrypted PKCS #8 key. */
    record Pem(Path certificates, Path key) implements Tls {}

    /** A PKCS #12 store whose password is the first line of a file. */
    record Pkcs12(Path store, Path passwordFile) implements Tls {}
}
