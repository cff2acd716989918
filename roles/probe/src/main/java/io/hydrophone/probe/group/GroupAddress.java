package io.hydrophone.probe.group;

import io.hydrophone.core.ProblemException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jgroups.stack.IpAddress;

/**
 * Where a member is reached.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param port 1 to 65535
 */
record GroupAddress(String host, int port) {
    private static final int MAX_PORT = 65_535;

    /** @throws ProblemException when it is not HOST:PORT */
    static GroupAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            host = "";
        }
        String port = text.substring(colon + 1);
        if (!host.matches("[A-Za-z0-9._:%-]{1,255}") || !port.matches("[0-9]{1,5}")) {
            throw new ProblemException(GroupProblems.badAddress(text));
        }
        int number = Integer.parseInt(port);
        if (number < 1 || number > MAX_PORT) {
            throw new ProblemException(GroupProblems.badAddress(text));
        }
        return new GroupAddress(host, number);
    }

    /** Those that are known by now; a name that is not may be at another time. Asks name servers, so it may take long. */
    static Set<IpAddress> resolve(Collection<String> texts) {
        Set<IpAddress> resolved = new LinkedHashSet<>();
        for (String text : texts) {
            GroupAddress address = parse(text);
            try {
                resolved.add(new IpAddress(InetAddress.getByName(address.host), address.port));
            } catch (UnknownHostException e) {
                // Asked again at the next look for others.
            }
        }
        return resolved;
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
