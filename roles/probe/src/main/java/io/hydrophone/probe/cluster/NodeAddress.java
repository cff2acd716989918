package io.hydrophone.probe.cluster;

import io.hydrophone.core.ProblemException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** host:port of a node's HTTP server, as users and nodes write it. */
final class NodeAddress {
    private NodeAddress() {}

    /**
     * As it is compared: without a scheme, nor blanks around it.
     *
     * @throws ProblemException {@code bad-address}
     */
    static String parse(String text) {
        String address = text.strip().replaceFirst("^https?://", "");
        String port = address.substring(address.lastIndexOf(':') + 1);
        if (!address.matches("([A-Za-z0-9._-]{1,255}|\\[[0-9A-Fa-f:.%]{2,64}\\]):[0-9]{1,5}")
                || Integer.parseInt(port) < 1
                || Integer.parseInt(port) > 65_535) {
            throw new ProblemException(ClusterProblems.badAddress(text));
        }
        return address;
    }

    /** Whether what is sent there stays within this machine. */
    static boolean isLocal(String address) {
        String host = address.substring(0, address.lastIndexOf(':'));
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
