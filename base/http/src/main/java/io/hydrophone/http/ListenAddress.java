package io.hydrophone.http;

import io.hydrophone.core.ProblemException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/**
 * Where a server listens.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param port 0 to 65535; 0 for any free one
 */
public record ListenAddress(String host, int port) {
    private static final String LOOPBACK = "127.0.0.1";

    /**
     * Reads {@code 8667}, {@code :8667}, {@code host:8667}, {@code [::1]:8667}. Without a host it is 127.0.0.1: another
     * one is never meant silently.
     *
     * @throws ProblemException on anything else
     */
    public static ListenAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon <= 0 ? LOOPBACK : text.substring(0, colon);
        String port = text.substring(colon + 1);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw bad(text, "an IPv6 address goes in brackets");
        }
        if (host.isBlank() || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
            throw bad(text, "it is not HOST:PORT");
        }
        return new ListenAddress(host, Integer.parseInt(port));
    }

    /** Whether only this machine can reach it. */
    public boolean isLoopback() {
        return resolve().getAddress().isLoopbackAddress();
    }

    /** @throws ProblemException when the name is not known */
    InetSocketAddress resolve() {
        try {
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new ProblemException(
                    "unknown-host",
                    "'" + host + "' is no address of this machine",
                    "--listen " + this,
                    "give an address that `ip addr` shows, or 127.0.0.1:" + port);
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private static ProblemException bad(String text, String why) {
        return new ProblemException(
                "bad-address",
                "cannot listen at '" + text + "': " + why,
                "--listen",
                "give 127.0.0.1:8667 or [::1]:8667");
    }
}
