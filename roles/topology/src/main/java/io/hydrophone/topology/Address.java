package io.hydrophone.topology;

import io.hydrophone.core.Foreign;
import io.hydrophone.core.ProblemException;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;

/**
 * Where a server is asked.
 *
 * @param host a name or an address in lower case, without brackets
 */
public record Address(String host, int port) implements Comparable<Address> {
    public static final int USUAL_PORT = 3306;

    private static final Comparator<Address> ORDER =
            Comparator.comparing(Address::host).thenComparingInt(Address::port);
    private static final Set<String> LOOPBACK = Set.of("localhost", "::1");
    private static final int MAX_HOST = 255;
    private static final int SHOWN = 80;

    public Address {
        host = host.toLowerCase(Locale.ROOT);
    }

    /**
     * Reads {@code db1:3306}, {@code db1}, {@code [::1]:3306}.
     *
     * @throws ProblemException {@code bad-address}
     */
    public static Address parse(String text) {
        Address address = parse(text, USUAL_PORT);
        if (address == null) {
            throw new ProblemException(
                    "bad-address",
                    "'" + Foreign.text(text, SHOWN) + "' is no address of a server",
                    "",
                    "write HOST or HOST:PORT, an IPv6 address in brackets");
        }
        return address;
    }

    /** The same of what a server says; null when it is none. */
    public static Address parse(String text, int otherwise) {
        String place = text.strip();
        int bracket = place.lastIndexOf(']');
        int colon = place.indexOf(':', Math.max(bracket, 0));
        if (bracket < 0 && colon >= 0 && place.indexOf(':', colon + 1) >= 0) {
            return of(place, otherwise); // IPv6 without brackets has no port
        }
        String host = colon < 0 ? place : place.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        return colon < 0 ? of(host, otherwise) : of(host, port(place.substring(colon + 1)));
    }

    /** Null when these are no host and port. */
    public static Address of(String host, int port) {
        boolean fits = !host.isEmpty()
                && host.length() <= MAX_HOST
                && port >= 1
                && port <= 0xffff
                && host.chars()
                        .allMatch(c -> c == '.' || c == '-' || c == '_' || c == ':' || Character.isLetterOrDigit(c));
        return fits ? new Address(host, port) : null;
    }

    private static int port(String text) {
        boolean fits = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        return fits ? Integer.parseInt(text) : -1;
    }

    /**
     * What another server's word for a place means here: this machine's own address, said by a server of another machine, is that
     * machine.
     */
    Address saidBy(Address speaker) {
        return isLoopback() && !speaker.isLoopback() ? new Address(speaker.host, port) : this;
    }

    private boolean isLoopback() {
        return LOOPBACK.contains(host) || host.startsWith("127.");
    }

    @Override
    public int compareTo(Address other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
