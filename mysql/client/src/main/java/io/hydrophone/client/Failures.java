package io.hydrophone.client;

import io.hydrophone.client.ServerFailure.Kind;
import io.hydrophone.core.Problem;
import java.net.SocketTimeoutException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.regex.Pattern;

/** What the driver throws, in words for the user. Neither has the password in it. */
final class Failures {
    private static final Pattern CONNECTION_NUMBER = Pattern.compile("^\\(conn=-?\\d+\\) ");
    private static final int ACCESS_DENIED_TO_DATABASE = 1044;
    private static final int ACCESS_DENIED = 1045;
    private static final int NO_PRIVILEGE_ON_TABLE = 1142;
    private static final int NO_PRIVILEGE = 1227;
    private static final int ACCOUNT_LOCKED = 3118;
    private static final int ACCOUNT_BLOCKED = 3955;
    private static final int PASSWORD_EXPIRED = 1862;
    private static final int TIME_EXCEEDED = 3024;
    private static final int STATEMENT_TIME_EXCEEDED = 1969;

    private Failures() {}

    /** Of an attempt to log in. */
    static ServerFailure atLogin(MySqlUrl url, SQLException e) {
        return switch (e.getErrorCode()) {
            case ACCESS_DENIED, ACCESS_DENIED_TO_DATABASE, ACCOUNT_LOCKED, ACCOUNT_BLOCKED, PASSWORD_EXPIRED ->
                failure(
                        Kind.REFUSED,
                        "login-refused",
                        url,
                        words(e),
                        "check the user, and the password in --mysql-password-file or $HYDROPHONE_MYSQL_PASSWORD",
                        e);
            default -> speaksOfTls(e) ? tls(url, e) : unreachable(url, e);
        };
    }

    /** Of a statement. */
    static ServerFailure atStatement(MySqlUrl url, String what, SQLException e) {
        if (isTimeout(e)) {
            return late(url, what, e);
        }
        if (e.getSQLState() != null && e.getSQLState().startsWith("08")) {
            return failure(Kind.UNREACHABLE, "server-unreachable", url, "the connection is gone: " + words(e), "", e);
        }
        return switch (e.getErrorCode()) {
            case TIME_EXCEEDED, STATEMENT_TIME_EXCEEDED -> late(url, what, e);
            case ACCESS_DENIED_TO_DATABASE, NO_PRIVILEGE_ON_TABLE, NO_PRIVILEGE ->
                failure(
                        Kind.DENIED,
                        "no-privilege",
                        url,
                        "the account may not read " + what + ": " + words(e),
                        "GRANT PROCESS ON *.* and SELECT ON performance_schema.* to it",
                        e);
            default -> failure(Kind.FAILED, "statement-failed", url, what + ": " + words(e), "", e);
        };
    }

    static ServerFailure stuck(MySqlUrl url, String what) {
        return failure(
                Kind.LATE,
                "server-stuck",
                url,
                what + " is not asked for: the server still works at the last time",
                "look at its processlist for what holds it up",
                null);
    }

    static ServerFailure late(MySqlUrl url, String what, SQLException e) {
        return failure(
                Kind.LATE,
                "server-too-slow",
                url,
                what + " took too long to read and was given up",
                "the next attempt is made at its usual pace",
                e);
    }

    private static ServerFailure tls(MySqlUrl url, SQLException e) {
        String why = words(e);
        String action = "name the authority's certificate with ?ca=FILE; ?tls=required believes any certificate, and "
                + "?tls=disabled does without";
        boolean isSelfSigned = why.contains("Self signed"); // The driver's own words, with advice in its own options.
        if (isSelfSigned || isOfCertificate(e)) {
            String authority = url.ca() == null ? "the authorities that Java trusts" : "the authority in " + url.ca();
            String reason = isSelfSigned ? "it is signed by itself" : origin(e);
            why = "its certificate is not accepted by " + authority + " (" + reason + ")";
        } else if (why.contains("hostname")) {
            action = "ask the server by a name that its certificate has; ?tls=verify-ca compares no names";
        }
        return failure(Kind.UNREACHABLE, "tls-failed", url, "no protected connection: " + why, action, e);
    }

    private static boolean isOfCertificate(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException
                    || cause instanceof CertPathValidatorException
                    || cause instanceof CertPathBuilderException) {
                return true;
            }
        }
        return false;
    }

    private static ServerFailure unreachable(MySqlUrl url, SQLException e) {
        String why = url.socket() == null ? words(e) : origin(e);
        return failure(Kind.UNREACHABLE, "server-unreachable", url, "cannot be asked: " + why, "", e);
    }

    /** What was said at first: of a Unix socket the driver's own words name a host and a port. */
    private static String origin(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    private static ServerFailure failure(
            Kind kind, String code, MySqlUrl url, String message, String action, SQLException e) {
        return new ServerFailure(kind, new Problem(code, message, url.toString(), action), e);
    }

    private static boolean speaksOfTls(SQLException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            String text = String.valueOf(cause.getMessage());
            if (cause instanceof javax.net.ssl.SSLException || text.contains("ssl") || text.contains("ertificate")) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTimeout(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketTimeoutException) {
                return true;
            }
        }
        return false;
    }

    /** The driver's first line, without its number for the connection. */
    private static String words(SQLException e) {
        String text = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return CONNECTION_NUMBER.matcher(text).replaceFirst("");
    }
}
