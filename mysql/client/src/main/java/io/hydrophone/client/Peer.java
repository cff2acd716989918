package io.hydrophone.client;

import java.net.InetAddress;

/** The other end of a connection: address and TCP port. */
public record Peer(InetAddress address, int port) {
    /**
     * Reads {@code 10.0.0.1:52330}, {@code ::1:52330}, {@code localhost:52330}; a server that resolves names gives names,
     * of which only this last is certain.
     *
     * @return null for anything else
     */
    static Peer parse(String host) {
        int colon = host.lastIndexOf(':');
        if (colon <= 0) {
            return null;
        }
        String name = host.substring(0, colon);
        if (name.startsWith("[") && name.endsWith("]")) {
            name = name.substring(1, name.length() - 1);
        }
        try {
            int port = Integer.parseInt(host, colon + 1, host.length(), 10);
            if (port < 1 || port > 0xffff) {
                return null;
            }
            if (name.equals("localhost")) {
                return new Peer(InetAddress.ofLiteral("127.0.0.1"), port);
            }
            return new Peer(InetAddress.ofLiteral(name), port);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
