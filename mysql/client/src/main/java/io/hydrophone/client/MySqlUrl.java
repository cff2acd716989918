package io.hydrophone.client;

import io.hydrophone.core.ProblemException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where a server is and who logs in: {@code mysql://USER[:PASSWORD]@HOST[:PORT][/?tls=MODE&ca=FILE]}. User and password
 * may be percent-encoded. Its text never has the password.
 *
 * @param host a name or an address, without brackets
 * @param password null where the URL has none
 * @param tls by default none for this machine, and a verified certificate for any other
 * @param ca the authority's certificate or the server's own, PEM; null for those that Java trusts
 * @param socket the server's Unix socket, in place of host and port; null for TCP. A URL cannot have one
 */
public record MySqlUrl(String user, Password password, String host, int port, TlsMode tls, Path ca, Path socket) {
    /** A server's, where nobody names another. */
    public static final int USUAL_PORT = 3306;

    private static final String SCHEME = "mysql://";
    private static final String FORM =
            "write mysql://USER@HOST:PORT/?tls=MODE; percent-encode what is special in a name "
                    + "or password (%40 is @)";

    /**
     * Reads a URL.
     *
     * @throws ProblemException when it has another form; the password is in no message
     */
    public static MySqlUrl parse(String url) {
        if (!url.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            throw bad("a server's URL begins with " + SCHEME, "");
        }
        String rest = url.substring(SCHEME.length());
        int end = authorityEnd(rest);
        String authority = rest.substring(0, end);
        int at = authority.lastIndexOf('@');
        String place = authority.substring(at + 1);
        if (at <= 0) {
            throw bad("no user is given", ""); // what stands there may be a password
        }
        String login = authority.substring(0, at);
        int colon = login.indexOf(':');
        String user = decode(colon < 0 ? login : login.substring(0, colon), place);
        if (user.isEmpty()) {
            throw bad("no user is given", place);
        }
        Password password = colon < 0 ? null : Password.of(decode(login.substring(colon + 1), place));
        int portAt = place.startsWith("[") ? place.indexOf(':', place.indexOf(']') + 1) : place.lastIndexOf(':');
        String host = host(portAt < 0 ? place : place.substring(0, portAt), place);
        int port = portAt < 0 ? USUAL_PORT : port(place.substring(portAt + 1), place);
        Options options = Options.parse(rest.substring(end), place);
        return new MySqlUrl(user, password, host, port, orUsual(options.tls, host), options.ca, null);
    }

    /**
     * The same from its parts.
     *
     * @param host an IPv6 address with or without brackets
     * @param tls null for what is usual for that host
     * @throws ProblemException when the host is none
     */
    public static MySqlUrl of(String user, Password password, String host, int port, TlsMode tls, Path ca) {
        boolean isBare = host.indexOf(':') >= 0 && !host.startsWith("[");
        String plain = host(isBare ? "[" + host + "]" : host, host);
        TlsMode wanted = tls == null && ca != null ? TlsMode.VERIFY_FULL : tls;
        return new MySqlUrl(user, password, plain, port, orUsual(wanted, plain), ca, null);
    }

    private static TlsMode orUsual(TlsMode given, String host) {
        return given != null ? given : isLoopback(host) ? TlsMode.DISABLED : TlsMode.VERIFY_FULL;
    }

    /** The same with the password that is kept elsewhere, unless the URL has one; null changes nothing. */
    public MySqlUrl orPassword(Password other) {
        return password != null || other == null ? this : withPassword(other);
    }

    /** The same with another password. */
    public MySqlUrl withPassword(Password other) {
        return new MySqlUrl(user, other, host, port, tls, ca, socket);
    }

    /** The same login through the socket of a server on this machine: what goes through it leaves it not, and is not encrypted. */
    public MySqlUrl through(Path unixSocket) {
        return new MySqlUrl(user, password, "localhost", USUAL_PORT, TlsMode.DISABLED, null, unixSocket);
    }

    /** {@code host:port}, an IPv6 address in brackets; or the socket's path. */
    public String address() {
        return socket == null ? hostAndPort() : socket.toString();
    }

    /** What the driver is to connect to: it wants a host for a socket as well. */
    String hostAndPort() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }

    @Override
    public String toString() {
        return socket == null ? SCHEME + user + "@" + address() + "/?tls=" + tls.label() : user + "@" + socket;
    }

    private record Options(TlsMode tls, Path ca) {
        static Options parse(String text, String place) {
            TlsMode tls = null;
            Path ca = null;
            String path = text.indexOf('?') < 0 ? text : text.substring(0, text.indexOf('?'));
            if (!path.isEmpty() && !path.equals("/")) {
                throw bad("a database is given, and none is used", place);
            }
            if (text.length() > path.length() + 1) {
                for (String option : text.substring(path.length() + 1).split("&", -1)) {
                    String value = decode(option.substring(option.indexOf('=') + 1), place);
                    if (option.startsWith("tls=")) {
                        tls = TlsMode.of(value.toLowerCase(Locale.ROOT));
                        if (tls == null) {
                            throw bad("tls is one of " + TlsMode.labels(), place);
                        }
                    } else if (option.startsWith("ca=")) {
                        ca = file(value, place);
                    } else {
                        throw bad("the options of a URL are tls and ca", place);
                    }
                }
            }
            if (ca != null && tls != null && (tls == TlsMode.DISABLED || tls == TlsMode.REQUIRED)) {
                throw bad("ca is for tls=verify-ca and tls=verify-full", place);
            }
            return new Options(tls == null && ca != null ? TlsMode.VERIFY_FULL : tls, ca);
        }
    }

    private static Path file(String name, String place) {
        try {
            return Path.of(name);
        } catch (InvalidPathException e) {
            throw bad("ca is no name of a file: " + e.getReason(), place);
        }
    }

    /** Where path and options begin: a password may have those signs too, so they are looked for behind the last @. */
    private static int authorityEnd(String rest) {
        int question = rest.indexOf("/?");
        int from = rest.lastIndexOf('@', question < 0 ? rest.length() : question) + 1;
        for (int i = from; i < rest.length(); i++) {
            if (rest.charAt(i) == '/' || rest.charAt(i) == '?') {
                return i;
            }
        }
        return rest.length();
    }

    private static String host(String text, String place) {
        if (text.startsWith("[")) {
            if (!text.endsWith("]") || text.length() < 3) {
                throw bad("the address in brackets does not end", place);
            }
            String address = text.substring(1, text.length() - 1);
            try {
                Inet6Address.ofLiteral(address);
            } catch (IllegalArgumentException e) {
                throw bad("no IPv6 address stands in the brackets", place);
            }
            return address;
        }
        if (text.isEmpty() || text.indexOf(':') >= 0) {
            throw bad(text.isEmpty() ? "no host is given" : "an IPv6 address stands in brackets", place);
        }
        if (!text.chars().allMatch(c -> c == '.' || c == '-' || c == '_' || Character.isLetterOrDigit(c))) {
            throw bad("a host is a name or an address", place);
        }
        return text;
    }

    private static int port(String text, String place) {
        if (text.length() > 5 || text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw bad("the port is no number", place);
        }
        int port = Integer.parseInt(text);
        if (port < 1 || port > 0xffff) {
            throw bad("a port is from 1 to 65535", place);
        }
        return port;
    }

    private static String decode(String text, String place) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(utf8.length);
        for (int i = 0; i < utf8.length; i++) {
            if (utf8[i] != '%') {
                bytes.put(utf8[i]);
                continue;
            }
            int high = i + 2 < utf8.length ? Character.digit(utf8[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(utf8[i + 2], 16);
            if (low < 0) {
                throw bad("a % stands before two hexadecimal digits (%25 is % itself)", place);
            }
            bytes.put((byte) (high << 4 | low));
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw bad("what is percent-encoded is no UTF-8", place);
        }
    }

    private static boolean isLoopback(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return true;
        }
        boolean literal = host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
        try {
            return literal && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static ProblemException bad(String message, String where) {
        return new ProblemException("bad-mysql-url", message, where, FORM);
    }
}
