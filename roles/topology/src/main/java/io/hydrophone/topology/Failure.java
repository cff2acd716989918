package io.hydrophone.topology;

import io.hydrophone.client.ServerFailure;
import io.hydrophone.core.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Locale;

/**
 * Why an instance did not tell all, or anything.
 *
 * @param acceptsTcp whether it took a connection though it did not answer in time: it hangs, and is not cut off. Only looked at after a deadline
 */
public record Failure(Kind kind, Problem problem, boolean acceptsTcp) {
    private static final int TOO_MANY_CONNECTIONS = 1040;
    private static final int TOO_MANY_OF_USER = 1203;
    private static final int RESOURCES_OF_USER = 1226;
    private static final int HOST_BLOCKED = 1129;
    private static final int HOST_NOT_ALLOWED = 1130;
    private static final int CONNECT_MILLIS = 500;

    /** What stands in the way; its lower-case name is stable. */
    public enum Kind {
        /** Nobody listens there. */
        CONNECT_REFUSED,
        /** The name means nothing here. */
        UNKNOWN_HOST,
        /** The network knows no way there. */
        NO_ROUTE,
        /** The server is there and does not let the account, or this host, in. */
        LOGIN_REFUSED,
        /** The server is there and full. */
        TOO_MANY_CONNECTIONS,
        /** It did not answer in time. */
        DEADLINE,
        /** No protected connection could be agreed on. */
        TLS,
        /** As many instances had been asked as may be. */
        NOT_ASKED,
        /** Anything else. */
        OTHER;

        /** {@code connect_refused}. */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** For people: {@code connect refused}. */
        public String words() {
            return label().replace('_', ' ');
        }
    }

    static Failure of(ServerFailure failure) {
        return new Failure(kind(failure), failure.problem(), false);
    }

    static Failure notAsked(Address address, int most) {
        return new Failure(
                Kind.NOT_ASKED,
                new Problem(
                        "too-many-instances",
                        "not asked: " + most + " instances were",
                        address.toString(),
                        "raise max_instances, or name fewer"),
                false);
    }

    static Failure unexpected(Address address, Exception e) {
        return new Failure(
                Kind.OTHER, new Problem("discovery-failed", String.valueOf(e), address.toString(), ""), false);
    }

    /** The same, after a look at whether anybody takes connections there. */
    Failure lookedAt(Address address) {
        if (kind != Kind.DEADLINE) {
            return this;
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_MILLIS);
            return new Failure(kind, problem, true);
        } catch (IOException e) {
            return this;
        }
    }

    private static Kind kind(ServerFailure failure) {
        if (failure.kind() == ServerFailure.Kind.REFUSED) {
            return Kind.LOGIN_REFUSED;
        }
        if (failure.kind() == ServerFailure.Kind.LATE) {
            return Kind.DEADLINE;
        }
        if (failure.problem().code().equals("tls-failed")) {
            return Kind.TLS;
        }
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            Kind kind = kind(cause);
            if (kind != Kind.OTHER) {
                return kind;
            }
        }
        return Kind.OTHER;
    }

    private static Kind kind(Throwable cause) {
        return switch (cause) {
            case ConnectException _ -> Kind.CONNECT_REFUSED;
            case UnknownHostException _ -> Kind.UNKNOWN_HOST;
            case NoRouteToHostException _ -> Kind.NO_ROUTE;
            case SocketTimeoutException _ -> Kind.DEADLINE;
            case SQLException e ->
                switch (e.getErrorCode()) {
                    case TOO_MANY_CONNECTIONS, TOO_MANY_OF_USER, RESOURCES_OF_USER -> Kind.TOO_MANY_CONNECTIONS;
                    case HOST_BLOCKED, HOST_NOT_ALLOWED -> Kind.LOGIN_REFUSED;
                    default -> Kind.OTHER;
                };
            default -> Kind.OTHER;
        };
    }
}
