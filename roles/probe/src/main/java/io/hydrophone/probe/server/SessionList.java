package io.hydrophone.probe.server;

import io.hydrophone.client.ServerSession;
import io.hydrophone.wire.session.SessionNames;
import io.hydrophone.wire.tcp.Addresses;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The server's sessions by their clients' addresses and ports, for those whose login was not heard. */
final class SessionList implements SessionNames {
    private record Client(String address, int port) {}

    private final Predicate<String> isServer;
    private final Map<Client, Name> names = new HashMap<>();

    SessionList(List<ServerSession> sessions, Predicate<String> isServer) {
        this.isServer = isServer;
        for (ServerSession session : sessions) {
            names.put(
                    new Client(
                            Addresses.text(session.peer().address()),
                            session.peer().port()),
                    new Name(session.user(), session.database()));
        }
    }

    @Override
    public Name find(String client, int clientPort, String instance) {
        return isServer.test(instance) ? names.get(new Client(client, clientPort)) : null;
    }
}
