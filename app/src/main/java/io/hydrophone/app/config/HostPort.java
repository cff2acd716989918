package io.hydrophone.app.config;

import io.hydrophone.core.ProblemException;

/**
 * A server or node of a network.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param port 1 to 65535
 */
public record HostPort(String host, int port) {
    /**
     * Reads {@code host:port} or {@code [::1]:port}.
     *
     * @throws ProblemException on anything else
     */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(0, colon));
        String port = text.substring(colon + 1);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String name = bracketed ? host.substring(1, host.length() - 1) : host;
        boolean isName = bracketed ? name.matches("[0-9A-Fa-f:.%]+") : name.matches("[\\p{L}\\p{N}._-]+");
        if (!isName || !port.matches("[0-9]{1,5}")) {
            throw bad(text);
        }
        int number = Integer.parseInt(port);
        if (number < 1 || number > 65_535) {
            throw bad(text);
        }
        return new HostPort(name, number);
    }

    private static ProblemException bad(String text) {
        return new ProblemException(
                "bad-address", "'" + text + "' is not HOST:PORT", "", "give such as 10.0.0.2:8667 or [::1]:8667");
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
