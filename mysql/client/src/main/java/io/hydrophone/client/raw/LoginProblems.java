package io.hydrophone.client.raw;

import io.hydrophone.core.Problem;
import io.hydrophone.core.ProblemException;
import io.hydrophone.protocol.ErrPacket;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLException;

/** Why a login cannot succeed before somebody changes something; each with the server's address. */
record LoginProblems(String address) {
    private static final int ACCESS_DENIED_TO_DATABASE = 1044;
    private static final int ACCESS_DENIED = 1045;
    private static final int UNKNOWN_DATABASE = 1049;

    /**
     * Too many connections (1040, 1203, 1226), no memory or thread for one (1037, 1041, 1135), shutdown (1053), a
     * connection that was cut (1152), offline mode (3032): what passes.
     */
    private static final Set<Integer> PASSING = Set.of(1037, 1040, 1041, 1053, 1135, 1152, 1203, 1226, 3032);

    /**
     * What the server answered in place of a greeting or of OK.
     *
     * @return when it may be gone at the next attempt
     * @throws ProblemException when it will not
     */
    IOException refused(ErrPacket error) {
        String message = error.message() + " (" + error.code() + ")";
        if (PASSING.contains(error.code())) {
            return new IOException(message);
        }
        String action = switch (error.code()) {
            case ACCESS_DENIED -> "check the user and the password";
            case ACCESS_DENIED_TO_DATABASE -> "GRANT the account what it needs there";
            case UNKNOWN_DATABASE -> "create the database, or name another";
            default -> "";
        };
        throw new ProblemException("login-refused", message, address, action);
    }

    ProblemException noMySql() {
        return new ProblemException(
                "no-mysql", "what answers there is no MySQL server", address, "check host and port");
    }

    ProblemException noTls() {
        return new ProblemException(
                "tls-failed",
                "the server offers no protected connection",
                address,
                "set up TLS there; ?tls=disabled does without");
    }

    ProblemException tls(SSLException e) {
        return new ProblemException(
                new Problem(
                        "tls-failed",
                        "no protected connection: " + e.getMessage(),
                        address,
                        "name the authority's certificate with ?ca=FILE; ?tls=required believes any certificate, and "
                                + "?tls=disabled does without"),
                e);
    }

    ProblemException noCompression(Compression wanted) {
        return new ProblemException(
                "compression-not-offered",
                "the server does not compress by " + wanted.name().toLowerCase(Locale.ROOT),
                address,
                "choose another method, or none");
    }

    ProblemException noZstd() {
        return new ProblemException(
                "no-zstd",
                "zstd cannot be used on this machine: its native library does not load",
                address,
                "use zlib, or let temporary files be executed (-Djava.io.tmpdir)");
    }

    ProblemException unknownMethod(String plugin) {
        return new ProblemException(
                "unknown-authentication",
                "the account logs in by " + plugin + ", which is not supported",
                address,
                "use an account that logs in by one of " + AuthMethod.names());
    }

    ProblemException unprotected(AuthMethod method) {
        return new ProblemException(
                "unprotected-password",
                method.plugin() + " needs the whole password, and the connection is not protected",
                address,
                "use TLS (?tls=verify-full)"
                        + (method == AuthMethod.CLEAR
                                ? ""
                                : ", or allow the server's public key to be asked for (get_server_public_key)"));
    }

    ProblemException clearPasswordNotAllowed() {
        return new ProblemException(
                "clear-password-not-allowed",
                "the account logs in by " + AuthMethod.CLEAR.plugin() + ", which shows the password to the server",
                address,
                "allow it, if that is what the account is for");
    }
}
