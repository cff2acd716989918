package io.hydrophone.http;

import io.hydrophone.core.ProblemException;

/**
 * Where a server listens and who may ask it.
 *
 * @param token that every request has to carry; null for none
 * @param tls null for plain HTTP
 * @param insecure whether an address that others reach may go without a token or without TLS
 */
public record ServerOptions(ListenAddress address, Token token, Tls tls, boolean insecure) {
    public static ServerOptions local(int port) {
        return new ServerOptions(new ListenAddress("127.0.0.1", port), null, null, false);
    }

    /** @throws ProblemException when the address is open to others and what protects it is missing */
    void check() {
        if (insecure || (token != null && tls != null) || address.isLoopback()) {
            return;
        }
        StringBuilder lines = new StringBuilder("add:");
        if (token == null) {
            lines.append(
                    "\n    --token-file FILE                     made by: (umask 077; openssl rand -hex 24 > FILE)");
        }
        if (tls == null) {
            lines.append("\n    --tls-cert CERT.pem --tls-key KEY.pem");
        }
        lines.append("\n  or --insecure, if the network is trusted; or listen at 127.0.0.1:")
                .append(address.port());
        String missing = token == null ? tls == null ? "a token and TLS" : "a token" : "TLS";
        throw new ProblemException(
                "exposed",
                "others can reach this address, so it needs " + missing,
                "--listen " + address,
                lines.toString());
    }
}
