package io.hydrophone.wire.session;

import io.hydrophone.wire.SessionKey;
import io.hydrophone.wire.SessionKeys;
import io.hydrophone.wire.tcp.Addresses;
import io.hydrophone.wire.tcp.Flow;

/** Who speaks with whom in a session, as whom and in which database, as far as that is known. */
final class Identity {
    private final SessionKeys keys;
    private final String instance;
    private String client;
    private int clientPort;
    private String user = "";
    private String database = "";
    private SessionKey key;

    Identity(SessionKeys keys, Flow flow) {
        this.keys = keys;
        instance = Addresses.endpoint(flow.serverAddress(), flow.serverPort());
        client = flow.clientAddress();
        clientPort = flow.clientPort();
        changed();
    }

    /** The server, {@code host:port}. */
    String instance() {
        return instance;
    }

    /** The client's address. */
    String client() {
        return client;
    }

    int clientPort() {
        return clientPort;
    }

    /** "" when unknown. */
    String user() {
        return user;
    }

    SessionKey key() {
        return key;
    }

    /** A proxy says whom it speaks for. */
    void proxied(String address, int port) {
        client = address;
        clientPort = port;
        changed();
    }

    /** A login was asked for; it holds when {@link #loggedIn} follows. */
    void loginAs(String name, String schema) {
        user = SessionKeys.bounded(name);
        database = SessionKeys.bounded(schema);
    }

    void loggedIn() {
        changed();
    }

    void changedTo(String name, String schema) {
        loginAs(name, schema);
        changed();
    }

    void database(String name) {
        database = SessionKeys.bounded(name);
        changed();
    }

    /**
     * Takes user and database from elsewhere, if nothing has told the user so far. A database that was heard of is newer
     * than any list.
     */
    void name(SessionNames names) {
        SessionNames.Name name = user.isEmpty() ? names.find(client, clientPort, instance) : null;
        if (name != null) {
            user = name.user();
            if (database.isEmpty()) {
                database = name.database();
            }
            changed();
        }
    }

    private void changed() {
        key = keys.intern(instance, client, user, database);
    }
}
