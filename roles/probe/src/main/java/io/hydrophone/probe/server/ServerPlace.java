package io.hydrophone.probe.server;

import io.hydrophone.client.MySqlUrl;
import io.hydrophone.core.ProblemException;
import io.hydrophone.wire.tcp.Addresses;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells the sessions of the server that is asked from those of others that are heard too: by exactly its addresses and
 * its port. A server on this machine has all addresses of the machine.
 */
public final class ServerPlace {
    private final Set<String> machine;
    private final Set<String> instances = new HashSet<>();

    private ServerPlace(Set<String> machine) {
        this.machine = machine;
    }

    /**
     * Looks up the host.
     *
     * @throws ProblemException when its name is not known
     */
    public static ServerPlace of(MySqlUrl url) {
        ServerPlace place = new ServerPlace(machine());
        try {
            boolean here = false;
            for (InetAddress address : InetAddress.getAllByName(url.host())) {
                String text = Addresses.text(address);
                place.add(text, url.port());
                here |= address.isLoopbackAddress() || place.machine.contains(text);
            }
            if (here) {
                place.machine.forEach(address -> place.add(address, url.port()));
            }
            return place;
        } catch (UnknownHostException e) {
            throw new ProblemException("unknown-host", "no address is known for it", url.toString(), "");
        }
    }

    private void add(String address, int port) {
        instances.add((address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port);
    }

    /**
     * Whether a session is this server's.
     *
     * @param instance {@code host:port} as in the session's key
     */
    public boolean is(String instance) {
        return instances.contains(instance);
    }

    /** Whether a client's address is one of this machine. */
    boolean isHere(String client) {
        return machine.contains(client);
    }

    private static Set<String> machine() {
        Set<String> all = new HashSet<>();
        try {
            NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .forEach(address -> all.add(Addresses.text(address)));
        } catch (SocketException e) {
            all.add(Addresses.text(InetAddress.getLoopbackAddress()));
        }
        return all;
    }
}
